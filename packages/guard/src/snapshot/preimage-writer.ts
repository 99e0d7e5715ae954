import { chmodSync, closeSync, constants, copyFileSync, fstatSync, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createSharedPreimages } from './shared-preimages.js';
import { hashBytes, hashFile, readToEnd, SMALL_FILE_BYTES, withRegularFile } from './file-bytes.js';
import { isSettled, lookAt, markOf } from './path-state.js';
import { writeWhole } from './preimages.js';
import type { BigIntStats } from 'node:fs';
import type { KeptFiles } from './kept-files.js';
import type { Preimage } from './preimages.js';
import type { PreimageRoom } from './preimage-room.js';

/** A file whose bytes are kept now, or the reason why they are not. */
export type Kept =
  | { readonly kept: true; readonly stat: BigIntStats; readonly sha256: string; readonly preimage: Preimage }
  | { readonly kept: false; readonly reason: string };

export interface PreimageWriter {
  /**
   * Keeps the bytes of a file that looked like `seen` just now. What an earlier snapshot keeps is not read again.
   * What cannot be read from the file is a reason in the answer; what cannot be written to the snapshot (a full
   * disk) is thrown.
   */
  keep(path: string, seen: BigIntStats): Kept;
  /** Writes what is still in memory. Call once. */
  finish(): void;
}

export interface PreimageWriterOptions {
  /** Id of the new snapshot. */
  readonly id: string;
  readonly folder: string;
  /** Folder of an earlier snapshot. */
  readonly folderOf: (id: string) => string;
  readonly room: PreimageRoom;
  readonly keptFiles: KeptFiles;
  /** Time of the file system now, in nanoseconds. */
  readonly fileSystemNs: bigint;
}

const PACK = 'pack';
const FLUSH_BYTES = 8 * 1024 * 1024;

/** Keeps pre-images in the folder of a new snapshot, as far as there is room for them. */
export function createPreimageWriter(options: PreimageWriterOptions): PreimageWriter {
  const { id, folder, room, keptFiles } = options;
  let pack: number | null = null;
  let packed = 0;
  let copies = 0;
  let left = room.bytes;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;

  const nextCopy = (): string => `${copies++}.copy`;
  const shared = createSharedPreimages({
    folder,
    folderOf: options.folderOf,
    isIntact: (file) => keptFiles.isIntact(file),
    nextCopy,
  });

  const flush = (): void => {
    if (waiting.length === 0) return;
    pack ??= openSync(join(folder, PACK), 'wx', 0o600);
    writeWhole(pack, Buffer.concat(waiting, waitingBytes));
    waiting = [];
    waitingBytes = 0;
  };

  const keepShared = (path: string, seen: BigIntStats): Kept | null => {
    const known = keptFiles.find(path, markOf(seen));
    const preimage = known === null ? null : shared.take(known);
    return known === null || preimage === null
      ? null
      : { kept: true, stat: seen, sha256: known.sha256, preimage };
  };

  const keepSmall = (bytes: Buffer, stat: BigIntStats): Kept => {
    const preimage = { kind: 'packed', pack: PACK, offset: packed, length: bytes.length } as const;
    packed += bytes.length;
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes >= FLUSH_BYTES) flush();
    return { kept: true, stat, sha256: hashBytes(bytes), preimage };
  };

  const keepLarge = (path: string, stat: BigIntStats): Kept => {
    const name = nextCopy();
    const copy = join(folder, name);
    copyFileSync(path, copy, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    chmodSync(copy, 0o600);
    const now = lookAt(path);
    if (now === null || now.ino !== stat.ino || now.ctimeNs !== stat.ctimeNs || now.size !== stat.size) {
      return { kept: false, reason: 'it changed while it was copied' };
    }
    keptFiles.written(lstatSync(copy, { bigint: true }));
    const preimage = { kind: 'copied', name, length: Number(stat.size) } as const;
    return { kept: true, stat, sha256: hashFile(copy), preimage };
  };

  const keepBytes = (path: string): Kept => {
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
    if (size > left) return { kept: false, reason: room.reason };
    left -= size;
    return bytes === null ? keepLarge(path, stat) : keepSmall(bytes, stat);
  };

  return {
    keep: (path, seen) => {
      const kept = keepShared(path, seen) ?? keepBytes(path);
      if (!kept.kept || !isSettled(kept.stat.ctimeNs, options.fileSystemNs)) return kept;
      const { stat, sha256, preimage } = kept;
      keptFiles.add(path, { mark: markOf(stat), sha256, snapshot: id, preimage });
      return kept;
    },
    finish: () => {
      flush();
      if (pack === null) return;
      keptFiles.written(fstatSync(pack, { bigint: true }));
      closeSync(pack);
    },
  };
}
