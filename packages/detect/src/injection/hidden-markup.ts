import type { InstructionReader, StructuralFinding } from './structural-finding.js';

/** Longest stretch that is read for orders inside one comment or element. */
const LONGEST = 4_000;
/** Comments and hidden elements that are read in one text. */
const MOST = 2_000;

const COMMENT_START = /<!--|\[(?:\/\/|comment|_|\/\/\/)\]: ?(?:#|<>) ?[("']/g;
const TAG = /<([a-zA-Z][\w-]{0,20})((?:\s|\/)[^<>]{1,600})>/g;
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|["']|$)|opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|["']|$)|(?<!-)color\s*:\s*(?:white|#fff(?:fff)?|transparent|rgba?\(255,\s*255,\s*255)|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:^|[\s;"'])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|["']|$)|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(100%|inset\(50%)|transform\s*:\s*scale\(0|\saria-hidden\s*=\s*["']?true|\shidden(?:\s|=|\/|$)|type\s*=\s*["']?hidden/i;
/** Attributes that no reader sees but that reach a model with the source. */
const SILENT_ATTRIBUTE =
  /\s(?:alt|title|data-[\w-]{1,30}|aria-label|content|value|placeholder)\s*=\s*(?:"([^"]{16,})"|'([^']{16,})')/gi;

function endOfComment(text: string, start: number, opener: string): number {
  const closer = opener === '<!--' ? '-->' : '\n';
  const end = text.slice(start, start + LONGEST).indexOf(closer, opener.length);
  // A comment that nobody closes hides everything behind it.
  return end < 0
    ? Math.min(text.length, start + LONGEST)
    : start + end + (closer === '\n' ? 0 : closer.length);
}

function comments(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  let readSoFar = 0;
  for (const match of text.matchAll(COMMENT_START)) {
    if (match.index < readSoFar || found.length >= MOST) continue;
    const end = endOfComment(text, match.index, match[0]);
    readSoFar = end;
    if (reads(text.slice(match.index + match[0].length, end)) >= 1) {
      found.push({ type: 'html-comment-instruction', severity: 3, start: match.index, end });
    }
  }
  return found;
}

function elements(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  let readSoFar = 0;
  for (const match of text.matchAll(TAG)) {
    if (match.index < readSoFar || found.length >= MOST) continue;
    const [tag, name = '', attributes = ''] = match;
    const inside = match.index + tag.length;
    if (HIDING.test(attributes)) {
      const rest = text.slice(inside, inside + LONGEST);
      const close = rest.toLowerCase().indexOf(`</${name.toLowerCase()}`);
      const end = inside + (close < 0 ? rest.length : close);
      readSoFar = end;
      if (reads(text.slice(inside, end)) >= 1 || reads(attributes) >= 2) {
        const tail = close < 0 ? 0 : Math.max(0, text.slice(end, end + 40).indexOf('>') + 1);
        found.push({ type: 'html-hidden-instruction', severity: 3, start: match.index, end: end + tail });
      }
      continue;
    }
    for (const attribute of attributes.matchAll(SILENT_ATTRIBUTE)) {
      if (reads(attribute[1] ?? attribute[2] ?? '') < 2) continue;
      found.push({ type: 'html-hidden-instruction', severity: 2, start: match.index, end: inside });
      break;
    }
  }
  return found;
}

/**
 * Comments and elements that a reader does not see and that sound like orders. Their being hidden is what
 * makes them certain: a comment for the next editor is no order to a model.
 */
export function hiddenMarkup(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  return [...comments(text, reads), ...elements(text, reads)];
}
