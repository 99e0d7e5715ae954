import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn, SAMPLES } from '../secrets/samples.js';

const { scan } = createSecretScanner();
const secret = SAMPLES['GitHub token']?.secret ?? '';
const [head, tail] = [secret.slice(0, 12), secret.slice(12)];
const ESCAPE = '\u001b';

/** What was found, as it stands in the text. */
const foundIn = (text: string): string[] =>
  scan(text).detections.map(({ start, end }) => text.slice(start, end));

describe('characters written as others', () => {
  it.each([
    ['a line end in JSON', JSON.stringify({ log: `one\n${secret}` })],
    ['a tab in JSON', JSON.stringify({ log: `one\t${secret}\ttwo` })],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ log: `one\r\n${secret}\n` }))],
    ['a character by its number', `\\x0a${secret}\\012x`],
    ['a colour', `${ESCAPE}[1;32m${secret}${ESCAPE}[0m`],
    ['a character set', `${ESCAPE}(B${ESCAPE}[m${secret}`],
    ['a colour in JSON', JSON.stringify(`${ESCAPE}[32m${secret}${ESCAPE}[0m`)],
    ['a colour as programs show it', `^[[32m${secret}^[[0m`],
  ])('do not hide what stands beside them, and are no part of it: %s', (_, text) => {
    expect(foundIn(text)).toEqual([secret]);
  });

  it.each([
    ['a colour', `${head}${ESCAPE}[1m${ESCAPE}[K${tail}`],
    ['a link', `${head}${ESCAPE}]8;;https://kontor.example/${ESCAPE}\\${tail}`],
    ['a sign that JSON need not escape', `${head.replace('_', '\\u005f')}${tail}`],
    ['a number of C', `${head.replace('_', '\\137')}${tail}`],
    ['a number of JavaScript', `${head.replace('_', '\\u{5F}')}${tail}`],
  ])('do not hide what they split: %s', (_, split) => {
    expect(foundIn(`before ${split} after`)).toEqual([split]);
  });

  it('are read with the name that stands before them', () => {
    const key = `${drawn(20)}/${drawn(19, undefined, 9)}`;
    const written = key.replace('/', '\\/');
    for (const space of ['', ' ']) {
      const text = `{"aws_secret_access_key":${space}"${written}", "region": "eu"}`;
      expect(foundIn(text)).toEqual([written]);
    }
    const password = drawn(9);
    const address = ['postgres:', '', `app:${password}@db.kontor.internal`, 'app'].join('\\/');
    expect(foundIn(JSON.stringify({ port: 1 }).replace('1', `"${address}"`))).toEqual([password]);
  });

  it('are read where a password is coloured', () => {
    const password = 'Kd92mxLLq1z';
    for (const text of [
      `password: ${ESCAPE}[33m${password}${ESCAPE}[0m`,
      `password${ESCAPE}[0m=${ESCAPE}[33m${password}${ESCAPE}[0m`,
    ]) {
      expect(foundIn(text)).toEqual([password]);
    }
  });

  it('are read at any distance from each other, at their exact places', () => {
    const split = `${head}${ESCAPE}[1m${tail}`;
    for (const gap of [0, 1, 250, 520, 4000, 4400, 9000, 70_000]) {
      const text = `${split} ${'word '.repeat(gap / 5)} ${split}\n${'x'.repeat(gap)} ${split}`;
      expect(foundIn(text)).toEqual([split, split, split]);
    }
  });
});
