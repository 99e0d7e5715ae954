const MAX_CELL = 24;
const MAX_LAST = 100;

/**
 * Rows under their heads, for people, one a line. What would move the cursor becomes a space, and long cells are
 * cut; the last column has the most room.
 *
 * @param numbers columns that stand to the right.
 */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: ReadonlySet<number>,
): string {
  const shown = [heads, ...rows].map((row) =>
    row.map((cell, column) => cut(printable(cell), column === row.length - 1 ? MAX_LAST : MAX_CELL)),
  );
  const widths = heads.map((_head, column) => Math.max(...shown.map((row) => widthOf(row[column] ?? ''))));
  return shown
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
          return numbers.has(column) ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A time as it stands in a table: UTC, to the second. */
export function shownTime(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 19).replace('T', ' ');
}

/** A recorded command must not be able to move the cursor, colour the screen or turn the line around. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** Columns on a terminal: characters of East Asia take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
}
