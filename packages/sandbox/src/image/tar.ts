import { SentinelError } from '@sentinel-agentos/core';
import { open } from 'node:fs/promises';
import type { ImageEntry } from './image-entry.js';

const BLOCK = 512;
const PIECE = 1_048_576;
const TYPE_FLAGS: Readonly<Record<ImageEntry['kind'], string>> = {
  text: '0',
  file: '0',
  link: '2',
  folder: '5',
};

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function tooLong(path: string): SentinelError {
  return new SentinelError('INVALID_ARGUMENT', `A path of the image is too long: ${JSON.stringify(path)}.`);
}

/** A name of up to 100 bytes, or of up to 255 when a slash lets it be cut in two. */
function splitName(path: string): readonly [name: string, prefix: string] {
  if (Buffer.byteLength(path) <= 100) return [path, ''];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100 && name !== '')
      return [name, prefix];
  }
  throw tooLong(path);
}

/** Owner, group and time are always 0, so that the same files make the same archive. */
function header(entry: ImageEntry, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const relative = entry.path.slice(1) + (entry.kind === 'folder' ? '/' : '');
  const [name, prefix] = splitName(relative);
  const target = entry.kind === 'link' ? entry.target : '';
  if (Buffer.byteLength(target) > 100) throw tooLong(target);
  block.write(name, 0);
  block.write(octal(entry.kind === 'link' ? 0o777 : entry.mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write(TYPE_FLAGS[entry.kind], 156);
  block.write(target, 157);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

async function* content(source: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(source, 'r');
  try {
    for (let at = 0; at < size;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(Math.min(PIECE, size - at)));
      if (bytesRead === 0) {
        throw new SentinelError(
          'INVALID_ARGUMENT',
          `${JSON.stringify(source)} became shorter while it was read.`,
        );
      }
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function sizeOf(source: string): Promise<number> {
  const file = await open(source, 'r');
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/**
 * A POSIX ustar archive of the entries, in their order, piece by piece. Same entries and files, same bytes.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a path that the format cannot hold, or a file that shrinks meanwhile.
 */
export async function* tar(entries: readonly ImageEntry[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    if (entry.kind === 'text') {
      const bytes = Buffer.from(entry.text);
      yield header(entry, bytes.length);
      yield bytes;
      yield padding(bytes.length);
    } else if (entry.kind === 'file') {
      const size = await sizeOf(entry.source);
      yield header(entry, size);
      yield* content(entry.source, size);
      yield padding(size);
    } else {
      yield header(entry, 0);
    }
  }
  yield new Uint8Array(2 * BLOCK);
}
