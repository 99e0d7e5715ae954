import type { Cell } from './columns.js';

/** What a spreadsheet takes for the beginning of a formula, in its half- and full-width forms (OWASP, CSV injection). */
const STARTS_FORMULA = /^[\s\0]*[=+\-@|%＝＋－＠\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One line of CSV as RFC 4180 says, with CR LF. Text that a spreadsheet would run as a formula gets an apostrophe in
 * front, so a tool call cannot make the reader's computer do anything; numbers stay numbers.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const harmless = STARTS_FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
