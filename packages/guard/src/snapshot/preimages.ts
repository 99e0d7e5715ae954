import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { hashBytes, hashFile, readToEnd, SMALL_FILE_BYTES, withRegularFile } from './file-bytes.js';
import { lookAt } from './path-state.js';
import type { BigIntStats } from 'node:fs';

/** Where the bytes of a file from before the call lie, in the folder of its snapshot. */
export type Preimage =
  | { readonly kind: 'packed'; readonly offset: number; readonly length: number }
  | { readonly kind: 'copied'; readonly name: string; readonly length: number };

/** A file whose bytes are kept now, or the reason why they are not. */
export type Kept =
  | { readonly kept: true; readonly stat: BigIntStats; readonly sha256: string; readonly preimage: Preimage }
  | { readonly kept: false; readonly reason: string };

export interface PreimageWriter {
  /**
   * Keeps the bytes of a file. What cannot be read from the file is a reason in the answer; what cannot be
   * written to the snapshot (a full disk) is thrown.
   */
  keep(path: string): Kept;
  /** Writes what is still in memory. Call once. */
  finish(): void;
}

const PACK = 'pack';
const FLUSH_BYTES = 8 * 1024 * 1024;

/** Keeps pre-images in `folder`, at most `maxBytes` of them. */
export function createPreimageWriter(folder: string, maxBytes: number): PreimageWriter {
  let pack: number | null = null;
  let packed = 0;
  let copied = 0;
  let left = maxBytes;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;

  const flush = (): void => {
    if (waiting.length === 0) return;
    pack ??= openSync(join(folder, PACK), 'wx', 0o600);
    writeWhole(pack, Buffer.concat(waiting, waitingBytes));
    waiting = [];
    waitingBytes = 0;
  };

  const keepSmall = (bytes: Buffer, stat: BigIntStats): Kept => {
    const preimage = { kind: 'packed', offset: packed, length: bytes.length } as const;
    packed += bytes.length;
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes >= FLUSH_BYTES) flush();
    return { kept: true, stat, sha256: hashBytes(bytes), preimage };
  };

  const keepLarge = (path: string, stat: BigIntStats): Kept => {
    const name = `${copied}.copy`;
    copied += 1;
    const copy = join(folder, name);
    copyFileSync(path, copy, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    chmodSync(copy, 0o600);
    const now = lookAt(path);
    if (now === null || now.ino !== stat.ino || now.ctimeNs !== stat.ctimeNs || now.size !== stat.size) {
      return { kept: false, reason: 'it changed while it was copied' };
    }
    const preimage = { kind: 'copied', name, length: Number(stat.size) } as const;
    return { kept: true, stat, sha256: hashFile(copy), preimage };
  };

  return {
    keep: (path) => {
      let read: { readonly stat: BigIntStats; readonly bytes: Buffer | null };
      try {
        read = withRegularFile(path, (fd, stat) => ({
          stat,
          bytes:
            stat.size <= BigInt(Math.min(SMALL_FILE_BYTES, left))
              ? readToEnd(fd, Number(stat.size), SMALL_FILE_BYTES)
              : null,
        }));
      } catch (error) {
        return { kept: false, reason: `it cannot be read: ${(error as Error).message}` };
      }
      const { stat, bytes } = read;
      const size = bytes?.length ?? Number(stat.size);
      if (size > left) return { kept: false, reason: `more than ${maxBytes} bytes in one call are not kept` };
      left -= size;
      return bytes === null ? keepLarge(path, stat) : keepSmall(bytes, stat);
    },
    finish: () => {
      flush();
      if (pack !== null) closeSync(pack);
    },
  };
}

/**
 * Writes the bytes from before the call to a new file; fails when something is there already. Nothing but
 * the very bytes that were hashed at capture is ever written under their name: a pack that was torn by a power
 * cut or changed by anybody is refused.
 */
export function writePreimage(folder: string, preimage: Preimage, sha256: string, to: string): void {
  switch (preimage.kind) {
    case 'packed': {
      const bytes = readPreimage(folder, preimage, sha256);
      const fd = openSync(to, 'wx', 0o600);
      try {
        writeWhole(fd, bytes);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      return;
    }
    case 'copied': {
      copyFileSync(join(folder, preimage.name), to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
      if (hashFile(to) !== sha256) throw damaged();
      const fd = openSync(to, 'r+');
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      return;
    }
  }
}

/** The bytes of a file from before the call, checked against their hash. */
export function readPreimage(folder: string, preimage: Preimage, sha256: string): Buffer {
  const name = preimage.kind === 'packed' ? PACK : preimage.name;
  const bytes = Buffer.alloc(preimage.length);
  const fd = openSync(join(folder, name), 'r');
  try {
    const start = preimage.kind === 'packed' ? preimage.offset : 0;
    for (let done = 0; done < bytes.length;) {
      const read = readSync(fd, bytes, done, bytes.length - done, start + done);
      if (read === 0) throw damaged();
      done += read;
    }
  } finally {
    closeSync(fd);
  }
  if (hashBytes(bytes) !== sha256) throw damaged();
  return bytes;
}

function damaged(): Error {
  return new Error("the snapshot's copy of it is damaged");
}

/** One write call may take only a part. */
export function writeWhole(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done);
}
