const LONGEST_DELIMITER = 2_000;

/** Whether a line stands between a table's head and its rows. */
export function isTableDelimiter(text: string): boolean {
  if (text.length > LONGEST_DELIMITER || !text.includes('|')) return false;
  const cells = tableCells(text);
  return cells.length > 0 && cells.every((cell) => /^:?-+:?$/u.test(cell));
}

/** The cells of a row, trimmed; `\|` is no border. */
export function tableCells(text: string): readonly string[] {
  const row = text.trim();
  const cells: string[] = [];
  let cell = '';
  for (let at = row.startsWith('|') ? 1 : 0; at < row.length; at += 1) {
    const one = row.charAt(at);
    if (one === '\\' && row.charAt(at + 1) === '|') {
      cell += '|';
      at += 1;
    } else if (one === '|') {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += one;
    }
  }
  return cell.trim() === '' ? cells : [...cells, cell.trim()];
}
