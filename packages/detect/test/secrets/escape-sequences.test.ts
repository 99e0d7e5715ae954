import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { behindEscape, endsEscape } from '../../src/secrets/escape-sequences.js';
import { drawn, SAMPLES, webToken } from './samples.js';

const { scan } = createSecretScanner();
const foundIn = (text: string): string[] =>
  scan(text).detections.map(({ start, end }) => text.slice(start, end));

const ESCAPE = '\u001b';
const CONTEXTS: readonly ((secret: string) => string)[] = [
  (secret) => JSON.stringify({ log: `line one\n${secret}\nline two` }),
  (secret) => JSON.stringify({ log: `a\t${secret}\tb` }),
  (secret) => JSON.stringify(JSON.stringify({ log: `one\r\n${secret}` })),
  (secret) => `${ESCAPE}[32m${secret}${ESCAPE}[0m`,
  (secret) => `${ESCAPE}[1;38;5;208m${secret}${ESCAPE}[0m`,
  (secret) => JSON.stringify(`${ESCAPE}[32m${secret}${ESCAPE}[0m`),
  (secret) => `echo -e "\\033[1;32m${secret}"`,
  (secret) => `printf '\\x1b[0m${secret}'`,
  (secret) => `\\e[31m${secret}`,
];

describe('secrets behind an escape sequence', () => {
  it.each(Object.entries(SAMPLES))(
    'finds a %s behind a written-out line end, tab or colour',
    (_, { secret }) => {
      for (const context of CONTEXTS) {
        const text = context(secret);
        expect(foundIn(text), text.replace(secret, '…')).toContain(secret);
      }
    },
  );

  it('finds web tokens and named secrets there too', () => {
    for (const context of CONTEXTS) expect(foundIn(context(webToken()))).toContain(webToken());
    const value = drawn(28);
    expect(foundIn(JSON.stringify(`first\nkey_secret=${value}`))).toContain(value);
    expect(foundIn(JSON.stringify(`first\ntoken=${value}`))).toContain(value);
  });

  it('still takes the end of a longer word for none', () => {
    const token = SAMPLES['Twilio key']?.secret ?? '';
    for (const before of ['n', 'm', '[32m', '32m', '\\q', '%zz']) expect(foundIn(before + token)).toEqual([]);
  });
});

describe('escape sequences', () => {
  it('ends behind the letter of a control character, the number of one, or a colour', () => {
    for (const text of ['\\n', '\\\\t', '\\u000a', '\\x0A', '\\012', '%0a', `${ESCAPE}[m`, '^[[1;32m']) {
      expect(endsEscape(text, text.length), text).toBe(true);
      expect(endsEscape(`${text}x`, text.length + 1), text).toBe(false);
    }
    for (const text of ['', 'n', '[32m', '\\', '\\z', '%0'])
      expect(endsEscape(text, text.length)).toBe(false);
  });

  it('is left out of the word behind it', () => {
    expect(behindEscape('\\nword', 1, 6)).toBe(2);
    expect(behindEscape('\\q', 1, 2)).toBe(1);
    expect(behindEscape(`${ESCAPE}[1;32mword`, 4, 11)).toBe(7);
    expect(behindEscape('a[32mword', 2, 9)).toBe(2);
    expect(behindEscape('', 0, 0)).toBe(0);
  });
});
