import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn, SAMPLES } from '../secrets/samples.js';

const { scan } = createSecretScanner();
const secret = SAMPLES['GitHub token']?.secret ?? '';
const line = `export GH=${secret}\n`;
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const long = base64(`${'all quiet here, '.repeat(9)}${line}and more words`);

const RUNS: Readonly<Record<string, string>> = {
  'begins with a byte order mark': base64(`\ufeff${line}`),
  'begins with words in Chinese': base64(`# 部署说明\n${line}`),
  'begins with bytes that are no text': base64(
    Buffer.concat([Buffer.from([0, 255, 7, 130]), Buffer.from(line)]),
  ),
  'goes on with bytes that are no text': base64(Buffer.concat([Buffer.from(line), Buffer.alloc(200, 0x9c)])),
  'is the path of an address': `https://kontor.example.com/c/${base64(line)}`,
  'stands behind a word and a dash': `payload-${base64(line)}`,
  'stands behind a long path': `/api/v1/collect/from/all/of/them/${base64(line)}`,
  'stands behind a letter, in hexadecimal': `payload-a${hex(line)}`,
  'has the mark of hexadecimal': `0x${hex(line)}`,
  'lies in indented lines': `data: |\n${long.replaceAll(/.{76}/gu, '$&\n').replaceAll(/^/gmu, '    ')}`,
  'lies in lines inside JSON': JSON.stringify({ data: long.replaceAll(/.{76}/gu, '$&\n') }),
  'lies in lines inside JSON, with CRLF': JSON.stringify({ data: long.replaceAll(/.{76}/gu, '$&\r\n') }),
  'lies in lines of hexadecimal': hex(`${'all quiet here, '.repeat(9)}${line}`).replaceAll(/.{60}/gu, '$&\n'),
};

describe('runs of base64 and hexadecimal', () => {
  it.each(Object.entries(RUNS))('are opened where one %s', (_, text) => {
    const { detections, incomplete } = scan(`some words ${text}`);
    expect(detections.map(({ type }) => type)).toEqual(['github']);
    expect(incomplete).toBe(false);
  });

  it('are opened in each phase that holds text', () => {
    const other = SAMPLES['npm token']?.secret ?? '';
    const unpadded = (text: string): string => Buffer.from(text).toString('base64url');
    const { detections } = scan(`x-${unpadded(line)}-${unpadded(`the other one: ${other}`)}`);
    expect(detections.map(({ type }) => type)).toEqual(['github', 'npm']);
  });

  it('are left closed where they hold no text', () => {
    const bytes = Uint8Array.from({ length: 30_000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) & 0xff);
    const { detections, incomplete } = scan(
      `${base64(bytes)} ${drawn(40)} ${'0'.repeat(5000)} ${'A'.repeat(5000)}`,
    );
    expect(detections).toEqual([]);
    expect(incomplete).toBe(false);
  });
});
