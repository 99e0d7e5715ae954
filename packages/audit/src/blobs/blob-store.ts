import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { BLOB_FOLDER, commitmentOf, SALT_BYTES } from '../format/blob-ref.js';
import { ensureFolder, syncFolder, writeAll } from '../write/durable-file.js';
import { asUnavailable } from '../write/journal-error.js';
import type { KeepBlob } from './put-aside.js';

/**
 * Keeps values as files `blobs/<commitment>`, each a fresh salt and the value. A file is durable before the record
 * that names it is written, so a record never names what was lost; a crash between the two leaves a file that no
 * record names.
 *
 * The function throws SentinelError `STATE_UNAVAILABLE` when the file cannot be written.
 */
export function createBlobStore(dir: string): KeepBlob {
  return (content) => {
    const file = Buffer.concat([randomBytes(SALT_BYTES), Buffer.from(content)]);
    const commitment = commitmentOf(file);
    try {
      const folder = ownFolder(dir);
      const fd = openSync(join(folder, commitment), 'wx', 0o600);
      try {
        writeAll(fd, file);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      syncFolder(folder);
    } catch (error) {
      throw asUnavailable(`A payload cannot be kept in ${join(dir, BLOB_FOLDER)}.`, error);
    }
    return commitment;
  };
}

/**
 * The folder of the blobs, made when it is not there. A link in its place is refused: whoever can write beside the
 * journal must not choose where payloads go or what is erased.
 *
 * @throws the system's error, or one that names the folder.
 */
export function ownFolder(dir: string): string {
  const folder = join(dir, BLOB_FOLDER);
  ensureFolder(folder);
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is no folder but a link`);
  return folder;
}
