import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { randomText } from './secrets.js';
import type { Random } from '../guarding/random.js';

/** A sink that holds nothing of any secret. */
export interface BenignSink {
  readonly kind: string;
  readonly text: string;
}

const FILE = /\.(?:[cm]?[jt]s|json|md|ya?ml|css|html|map|txt)$/;

/** Sinks of about 1 KB: source code and documents of installed packages, and data that only looks like secrets. */
export function benignSinks(random: Random, folder: string, count: number): readonly BenignSink[] {
  const files = filesBelow(folder, 4000);
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)));
  const some = (make: () => string, length = 1000): string => {
    let text = '';
    while (text.length < length) text += `${make()}\n`;
    return text;
  };
  const page = (length = 1024): string => {
    for (let tries = 0; tries < 50; tries++) {
      const file = files[random.below(files.length)];
      if (file === undefined) break;
      const text = readFileSync(file, 'utf8');
      if (text.length < 200) continue;
      const start = random.below(Math.max(1, text.length - length));
      return text.slice(start, start + length);
    }
    return some(() => randomText(random, 8));
  };
  const kinds: readonly (readonly [string, () => string])[] = [
    ['source and documents', () => page()],
    ['source and documents', () => page(3000)],
    ['source and documents', () => `{"content":${JSON.stringify(page(900))}}`],
    ['base64 of source', () => Buffer.from(page(700)).toString('base64')],
    ['base64 of random', () => bytes(750).toString('base64')],
    ['base64 tokens', () => some(() => `token: ${bytes(36).toString('base64')}`)],
    ['hex of random', () => bytes(500).toString('hex')],
    ['hashes', () => some(() => `${createHash('sha256').update(bytes(8)).digest('hex')}  file.tgz`)],
    [
      'integrity',
      () => some(() => `integrity sha512-${createHash('sha512').update(bytes(8)).digest('base64')}`),
    ],
    [
      'uuids',
      () =>
        some(() =>
          bytes(16)
            .toString('hex')
            .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
        ),
    ],
    ['numbers', () => some(() => Array.from(bytes(12)).join(','))],
    [
      'binary digits',
      () => some(() => Array.from(bytes(8), (byte) => byte.toString(2).padStart(8, '0')).join(' ')),
    ],
    ['percent-encoded', () => encodeURIComponent(page(600))],
    ['gzip of source', () => gzipSync(page(2000)).toString('base64')],
    ['brotli of source', () => brotliCompressSync(page(2000)).toString('base64')],
    ['deflate of random', () => deflateRawSync(bytes(600)).toString('base64')],
    ['other secrets', () => some(() => `key=${randomText(random, 40)}`)],
    ['random letters', () => randomText(random, 1024)],
    ['decimal ids', () => some(() => `${String(random.below(2 ** 31))}${String(random.below(1e6))}`)],
    [
      'log',
      () =>
        some(
          () =>
            `2026-01-02T03:04:05Z INFO req=${bytes(8).toString('hex')} took ${String(random.below(900))} ms`,
        ),
    ],
  ];
  return Array.from({ length: count }, (_, index) => {
    const [kind, make] = kinds[index % kinds.length] ?? ['source', page];
    return { kind, text: make() };
  });
}

function filesBelow(folder: string, most: number): readonly string[] {
  const found: string[] = [];
  const queue = [folder];
  for (let next = queue.shift(); next !== undefined && found.length < most; next = queue.shift()) {
    for (const name of readdirSync(next).sort()) {
      const path = join(next, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory() === true) queue.push(path);
      else if (stat !== undefined && FILE.test(name) && stat.size < 500_000) found.push(path);
    }
  }
  return found;
}
