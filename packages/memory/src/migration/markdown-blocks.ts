import { MOST_COST, type MarkdownLine } from './markdown-lines.js';
import { isTableDelimiter, tableCells } from './markdown-table.js';
import { latePattern } from '../text/late-pattern.js';

const endsDense: () => RegExp = latePattern(String.raw`[\p{Script=Han}，。、；：！？]$`, 'u');
const beginsDense: () => RegExp = latePattern(String.raw`^[\p{Script=Han}（“]`, 'u');

/** What a few lines are. `indent` is in columns, a tab being four. */
export type BlockKind =
  | { readonly kind: 'blank' | 'break' | 'table-head' }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'item'; readonly indent: number; readonly text: string }
  | {
      readonly kind: 'row';
      readonly indent: number;
      readonly heads: readonly string[];
      readonly cells: readonly string[];
    }
  | {
      readonly kind: 'paragraph' | 'code' | 'quote' | 'comment' | 'front-matter';
      readonly indent: number;
      readonly text: string;
    };

/** Lines that belong together. */
export type Block = BlockKind & { readonly lines: readonly MarkdownLine[] };

/** A line of bold words alone stands above what follows, as people who do not write headings do it. */
const BOLD_LINE = /^\*\*([^*]{1,100})\*\*[:：]?$/u;
const BOLD_LEVEL = 7;
const LONGEST_MARK = 400;

const HEADING = /^ {0,3}(?:(#{1,6})[ \t]+|(#{2,6})(?=[^#\s])|(#{1,6})$)/u;
const ITEM = /^[ \t]*(?:[-*+•][ \t]+|\d{1,9}(?:[.)][ \t]+|、)|[-*+•]$)/u;
const FENCE = /^[ \t]*(?:[-*+•][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/u;

/**
 * Reads what Markdown's lines are: a scanner of lines, because only blocks matter here and every byte must be found
 * again; it never fails, and reads each line a bounded number of times. A fence or comment without an end goes on
 * to the end of the text. Blocks together hold every line once; one that grows over {@link MOST_COST} is continued
 * in another of its kind.
 */
export function markdownBlocks(lines: readonly MarkdownLine[]): readonly Block[] {
  const blocks: Block[] = [];
  let at = frontMatter(lines, blocks);
  let heads: readonly string[] | null = null;
  while (at < lines.length) {
    const line = lines[at] as MarkdownLine;
    const { text } = line;
    const next = lines[at + 1];
    const indent = indentOf(text);
    const one = [line];
    const isRow = !line.isRest && text.includes('|');
    if (heads !== null && !isRow) heads = null;

    if (line.isRest) {
      blocks.push({
        kind: 'paragraph',
        indent: indentOf(blocks.at(-1)?.lines[0]?.text ?? ''),
        text: text.trim(),
        lines: one,
      });
      at += 1;
    } else if (text.trim() === '') {
      blocks.push({ kind: 'blank', lines: one });
      at += 1;
    } else if (FENCE.test(text)) {
      at = pushUntil(lines, at, fenceEnd(lines, at), { kind: 'code', indent }, blocks);
    } else if (text.trimStart().startsWith('<!--')) {
      at = pushUntil(lines, at, commentEnd(lines, at), { kind: 'comment', indent }, blocks);
    } else if (HEADING.test(text)) {
      blocks.push({ ...heading(text), lines: one });
      at += 1;
    } else if (isBreak(text)) {
      blocks.push({ kind: 'break', lines: one });
      at += 1;
    } else if (isRow && heads !== null) {
      blocks.push({ kind: 'row', indent, heads, cells: tableCells(text), lines: one });
      at += 1;
    } else if (isRow && next !== undefined && !next.isRest && isTableDelimiter(next.text)) {
      heads = tableCells(text);
      blocks.push({ kind: 'table-head', lines: [line, next] });
      at += 2;
    } else if (isRow && text.trimStart().startsWith('|')) {
      blocks.push({ kind: 'row', indent, heads: [], cells: tableCells(text), lines: one });
      at += 1;
    } else if (text.trimStart().startsWith('>')) {
      let end = at + 1;
      while (lines[end]?.text.trimStart().startsWith('>') === true) end += 1;
      at = pushUntil(lines, at, end, { kind: 'quote', indent }, blocks);
    } else if (BOLD_LINE.test(text)) {
      blocks.push({
        kind: 'heading',
        level: BOLD_LEVEL,
        text: BOLD_LINE.exec(text)?.[1]?.trim() ?? '',
        lines: one,
      });
      at += 1;
    } else if (!ITEM.test(text) && next !== undefined && isUnderline(next)) {
      blocks.push({
        kind: 'heading',
        level: next.text.includes('=') ? 1 : 2,
        text: text.trim(),
        lines: [line, next],
      });
      at += 2;
    } else {
      const end = paragraphEnd(lines, at);
      const own = lines.slice(at, end);
      const marker = ITEM.exec(text)?.[0];
      const said = joined([text.slice(marker?.length ?? 0), ...own.slice(1).map((each) => each.text)]);
      blocks.push({ kind: marker === undefined ? 'paragraph' : 'item', indent, text: said, lines: own });
      at = end;
    }
  }
  return blocks;
}

/** Pushes the lines up to `end` as blocks of one kind, and returns `end`. */
function pushUntil(
  lines: readonly MarkdownLine[],
  from: number,
  end: number,
  as: { readonly kind: 'code' | 'quote' | 'comment' | 'front-matter'; readonly indent: number },
  blocks: Block[],
): number {
  let own: MarkdownLine[] = [];
  let cost = 0;
  const flush = (): void => {
    if (own.length === 0) return;
    const text = own.map((line) => (as.kind === 'quote' ? line.text.replace(/^[>\s]+/u, '') : line.text));
    blocks.push({ ...as, text: text.join('\n').trim(), lines: own });
    own = [];
    cost = 0;
  };
  for (const line of lines.slice(from, end)) {
    if (cost + line.cost > MOST_COST) flush();
    own.push(line);
    cost += line.cost + 2;
  }
  flush();
  return end;
}

function frontMatter(lines: readonly MarkdownLine[], blocks: Block[]): number {
  if (lines[0]?.text.trimEnd() !== '---') return 0;
  const close = lines.findIndex(({ text }, index) => index > 0 && /^(?:---|\.\.\.)\s*$/u.test(text));
  if (close < 2 || lines[1]?.text.trim() === '') return 0;
  return pushUntil(lines, 0, close + 1, { kind: 'front-matter', indent: 0 }, blocks);
}

function fenceEnd(lines: readonly MarkdownLine[], at: number): number {
  const mark = FENCE.exec(lines[at]?.text ?? '')?.[1] ?? '';
  const closes = ({ text }: MarkdownLine): boolean => {
    const rest = text.trim();
    return rest.length >= mark.length && rest.startsWith(mark) && [...rest].every((one) => one === mark[0]);
  };
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end] as MarkdownLine;
    if (!line.isRest && line.text.length <= LONGEST_MARK && closes(line)) return end + 1;
  }
  return lines.length;
}

function commentEnd(lines: readonly MarkdownLine[], at: number): number {
  for (let end = at; end < lines.length; end += 1) {
    const text = lines[end]?.text ?? '';
    if (text.includes('-->', end === at ? text.indexOf('<!--') + 4 : 0)) return end + 1;
  }
  return lines.length;
}

/** A paragraph or an item goes on in the next line unless that begins something. */
function paragraphEnd(lines: readonly MarkdownLine[], at: number): number {
  let cost = lines[at]?.cost ?? 0;
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end] as MarkdownLine;
    cost += line.cost + 1;
    if (line.isRest || cost > MOST_COST || begins(line.text)) return end;
  }
  return lines.length;
}

function begins(text: string): boolean {
  const start = text.trimStart();
  return (
    start === '' ||
    /^(?:[|>]|<!--)/u.test(start) ||
    ITEM.test(text) ||
    HEADING.test(text) ||
    FENCE.test(text) ||
    BOLD_LINE.test(text) ||
    isBreak(text)
  );
}

function heading(text: string): Extract<BlockKind, { readonly kind: 'heading' }> {
  const [mark = '', ...levels] = HEADING.exec(text) ?? [];
  const level = levels.find((each) => each !== undefined)?.length ?? 1;
  const said = text.slice(mark.length).trim();
  return { kind: 'heading', level, text: said.replace(/[ \t]#{1,6}$/u, '').trim() };
}

function isBreak(text: string): boolean {
  if (text.length > LONGEST_MARK) return false;
  const mark = text.replaceAll(/[ \t]/gu, '');
  return mark.length >= 3 && '-*_'.includes(mark.charAt(0)) && [...mark].every((one) => one === mark[0]);
}

function isUnderline({ text, isRest }: MarkdownLine): boolean {
  return !isRest && text.length <= LONGEST_MARK && /^ {0,3}(?:={2,}|-{3,})[ \t]*$/u.test(text);
}

function indentOf(text: string): number {
  let columns = 0;
  for (const one of text.slice(0, LONGEST_MARK)) {
    if (one !== ' ' && one !== '\t') break;
    columns += one === '\t' ? 4 : 1;
  }
  return columns;
}

/** Lines as one, with a space where the words of both sides need one. */
function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .reduce((text, line) => {
      const isDense = endsDense().test(text) && beginsDense().test(line);
      return text === '' ? line : `${text}${isDense ? '' : ' '}${line}`;
    }, '');
}
