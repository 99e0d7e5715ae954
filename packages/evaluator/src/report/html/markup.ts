import { cutText, escapeMarkup } from './visible-text.js';

/** No text of a page is longer; names are cut much earlier. */
const LONGEST_TEXT = 2000;

/** Markup that may stand in a page as it is. Only {@link html} makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a place of a template; a list is written one item after the other, null is nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/**
 * Markup from a template: what stands in its places is escaped, unless it is markup itself. So nothing untrusted can
 * become markup by being forgotten. Places are between tags or in attributes with quotes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const [first = '', ...rest] = strings.map(unindented);
  return new Markup(
    parts.reduce<string>((text, part, index) => text + written(part) + (rest[index] ?? ''), first),
  );
}

/** Templates are laid out for whoever reads the source; a page needs no more than the line breaks. */
function unindented(text: string): string {
  return text.replace(/\s*\n\s*/g, '\n');
}

function written(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeMarkup(cutText(part, LONGEST_TEXT));
  return part.map(written).join('');
}
