import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn, HEX, SAMPLES } from './samples.js';

const { scan } = createSecretScanner();
const id = SAMPLES['AWS access key id']?.secret ?? '';
const secret = drawn(40, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+', 11);
const foundIn = (text: string): string[] =>
  scan(text).detections.map(({ start, end }) => text.slice(start, end));

describe('the secret key of AWS', () => {
  it.each([
    ['the file of the console', `Access key ID,Secret access key\r\n${id},${secret}\r\n`],
    [
      'a file with more columns',
      `User name,Password,Access key ID,Secret\nbob,,${id},${secret},https://a.example\n`,
    ],
    ['a quoted table', `"${id}";"${secret}"`],
    ['a table in Markdown', `| ${id} | ${secret} |`],
    ['lines', `${id}\n${secret}\n`],
    ['a table of a terminal', `deploy  ${id}\t${secret}`],
    ['a sentence', `The key ${id} has the secret ${secret}.`],
    ['JSON', JSON.stringify({ id, value: secret })],
  ])('is found beside its id in %s', (_, text) => {
    expect(foundIn(text)).toEqual([id, secret]);
  });

  it('is no commit and no part of a longer value', () => {
    expect(foundIn(`${id} ${drawn(40, HEX)}`)).toEqual([id]);
    expect(foundIn(`${id} ${secret}${secret}`)).toEqual([id]);
    expect(foundIn(`${id}${' '.repeat(70)}${secret}`)).toEqual([id]);
  });
});
