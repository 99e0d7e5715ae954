import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/export/csv.js';

/** Reads one record of RFC 4180 CSV. */
function readCsv(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/y;
  for (let match = cell.exec(line); match !== null; match = cell.exec(line)) {
    const [, quoted, plain, separator] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (separator !== ',') break;
  }
  return cells;
}

describe('csvLine', () => {
  it('quotes what RFC 4180 says must be quoted, and ends with CR LF', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', null, 1.5, ''])).toBe('a,"b,c","d""e","f\ng",,1.5,\r\n');
  });

  it.each([
    '=1+1',
    '+cmd|" /C calc"!A0',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u00a0=1',
    '\0=1',
    '=HYPERLINK("https://evil.example")',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '|x',
    '%x',
  ])('takes the power from text that a spreadsheet would run: %j', (text) => {
    const [cell = ''] = readCsv(csvLine([text]));
    expect(cell).toBe(`'${text}`);
  });

  it('leaves numbers and other text as they are', () => {
    expect(csvLine([-1, 0.19, 'a=b', "it's", 'npm test'])).toBe("-1,0.19,a=b,it's,npm test\r\n");
  });

  it('is read back as it was written, but for the apostrophe, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const cells = readCsv(csvLine(texts));
        expect(cells).toHaveLength(texts.length);
        cells.forEach((cell, index) => expect([texts[index], `'${texts[index]}`]).toContain(cell));
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
