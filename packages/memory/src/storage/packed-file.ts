import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import { writeFileDurably } from './durable-file.js';
import type { PackedPart } from './packed-parts.js';

const KINDS = { Int32Array, Uint8Array, Uint16Array, Uint32Array, Float64Array } as const;
const MAX_HEADER = 1 << 20;
const LENGTH_BYTES = 4;
/** Neither a link nor a pipe that somebody put there is followed or waited for. Windows has no such flags. */
const CAREFULLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

interface Header {
  readonly format: string;
  readonly key: string;
  readonly parts: readonly (readonly [kind: string, bytes: number])[];
  readonly crc: number;
}

/**
 * Writes parts to a file that can be made again at any time: a header with a key and a CRC-32 of everything behind
 * it. Durable like all state, so that what is read is whole. Throws `STATE_UNAVAILABLE`.
 */
export function writePacked(path: string, format: string, key: string, parts: readonly PackedPart[]): void {
  const named: (readonly [string, number])[] = [];
  const bodies = parts.map((part) => {
    const kind = kindOf(part);
    const bytes =
      kind === null
        ? Buffer.from(JSON.stringify(part))
        : new Uint8Array((part as Uint8Array).buffer, (part as Uint8Array).byteOffset, byteLength(part));
    named.push([kind ?? 'texts', bytes.length]);
    return bytes;
  });
  const crc = bodies.reduce(checksum, 0);
  const header: Header = { format: `${format} ${endianness()}`, key, parts: named, crc };
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(LENGTH_BYTES);
  prefix.writeUInt32LE(text.length);
  writeFileDurably(path, [prefix, text, ...bodies]);
}

/** Reads such a file; null when there is none, when it is damaged, or of another format or key. Never throws. */
export function readPacked(
  path: string,
  format: string,
  accepts: (key: string) => boolean,
): { readonly key: string; readonly parts: readonly PackedPart[] } | null {
  let fd: number;
  try {
    fd = openSync(path, CAREFULLY);
  } catch {
    return null;
  }
  try {
    const { size } = fstatSync(fd);
    const fill = (into: Uint8Array): void => {
      for (let done = 0; done < into.length;) {
        const count = readSync(fd, into, done, into.length - done, null);
        if (count === 0) throw new RangeError('the file ends early');
        done += count;
      }
    };
    const prefix = Buffer.alloc(LENGTH_BYTES);
    fill(prefix);
    const text = Buffer.alloc(Math.min(prefix.readUInt32LE(), MAX_HEADER));
    fill(text);
    const header = JSON.parse(text.toString('utf8')) as Header;
    if (header.format !== `${format} ${endianness()}` || !accepts(header.key)) return null;
    let crc = 0;
    const parts = header.parts.map(([kind, bytes]): PackedPart => {
      if (bytes > size) throw new RangeError('a part is larger than the file');
      const body = new Uint8Array(bytes);
      fill(body);
      crc = checksum(crc, body);
      if (kind === 'texts') return JSON.parse(Buffer.from(body.buffer).toString('utf8')) as readonly string[];
      return new KINDS[kind as keyof typeof KINDS](body.buffer);
    });
    return crc === header.crc ? { key: header.key, parts } : null;
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}

/** Node's own forgets what was before when there is nothing to add. */
function checksum(before: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? before : crc32(bytes, before);
}

function kindOf(part: PackedPart): string | null {
  return Object.entries(KINDS).find(([, Kind]) => part instanceof Kind)?.[0] ?? null;
}

function byteLength(part: PackedPart): number {
  return (part as Uint8Array).byteLength;
}
