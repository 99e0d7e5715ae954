import type { InstructionReader, StructuralFinding } from './structural-finding.js';

/** Longest stretch that is read for orders inside one comment or element. */
const LONGEST = 4_000;
/** Comments and hidden elements that are read in one text. */
const MOST = 2_000;

const COMMENT_START = /<!--|\[(?:\/\/|comment|_|\/\/\/)\]: ?(?:#|<>) ?[("']/g;
const TAG = /<([a-zA-Z][\w-]{0,20})((?:\s|\/)[^<>]{1,600})>/g;
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|["']|$)|opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|["']|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:^|[\s;"'])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|["']|$)|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(100%|inset\(50%)|transform\s*:\s*scale\(0|\saria-hidden\s*=\s*["']?true|\shidden(?:\s|=|\/|$)|type\s*=\s*["']?hidden/i;
/** Letters in the colour of a page. On a ground of another colour they are there to be read. */
const WHITE_LETTERS =
  /(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?(?![\da-f])|transparent|rgba?\(255,\s*255,\s*255)/i;
const COLOURED_GROUND =
  /\bbgcolor\s*=|(?<![\w-])background(?:-color|-image|-clip)?\s*:\s*(?!white|#fff(?:fff)?(?![\da-f])|transparent|none|inherit|initial|unset|rgba?\(255,\s*255,\s*255)[\w#]/i;
/** Elements without content (HTML, section 13.1.2): what stands behind one of them is no part of it. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
/** Attributes that no reader sees but that reach a model with the source. */
const SILENT_ATTRIBUTE =
  /\s(?:alt|title|data-[\w-]{1,30}|aria-label|content|value|placeholder)\s*=\s*(?:"([^"]{16,})"|'([^']{16,})')/gi;

function hides(attributes: string): boolean {
  return HIDING.test(attributes) || (WHITE_LETTERS.test(attributes) && !COLOURED_GROUND.test(attributes));
}

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
    const most = reads(text.slice(match.index + match[0].length, end));
    if (most > 0) {
      const severity = most >= 2 ? 3 : 1;
      found.push({ type: 'html-comment-instruction', severity, start: match.index, end });
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
    if (hides(attributes)) {
      const rest = VOID.test(name) ? '' : text.slice(inside, inside + LONGEST);
      const close = rest.toLowerCase().indexOf(`</${name.toLowerCase()}`);
      const end = inside + (close < 0 ? rest.length : close);
      readSoFar = end;
      const most = Math.max(reads(text.slice(inside, end)), reads(attributes) >= 2 ? 2 : 0);
      if (most > 0) {
        const tail = close < 0 ? 0 : Math.max(0, text.slice(end, end + 40).indexOf('>') + 1);
        const severity = most >= 2 ? 3 : 1;
        found.push({ type: 'html-hidden-instruction', severity, start: match.index, end: end + tail });
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
 * makes orders to a model certain; what may as well be a note to the next editor (severity 1) stays a hint.
 */
export function hiddenMarkup(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  return [...comments(text, reads), ...elements(text, reads)];
}
