import { closeSync, constants, copyFileSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hashBytes, hashFile } from './file-bytes.js';

/** Where the bytes of a file from before the call lie, in the folder of its snapshot. */
export type Preimage =
  | {
      readonly kind: 'packed';
      readonly pack: string;
      readonly offset: number;
      readonly length: number;
    }
  | { readonly kind: 'copied'; readonly name: string; readonly length: number };

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
  const name = preimage.kind === 'packed' ? preimage.pack : preimage.name;
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
