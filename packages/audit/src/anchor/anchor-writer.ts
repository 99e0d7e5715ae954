import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder } from '../write/durable-file.js';
import { anchorText, type Anchor } from './anchor.js';

/** Notes the head of a journal after each batch. */
export interface AnchorWriter {
  write(anchor: Anchor): void;
  /** Makes the last head durable and closes the file. */
  close(): void;
}

/**
 * Overwrites the anchor in place, without an fsync: after a power cut it may be older than the journal,
 * which proves less but nothing wrong. Within one journal an anchor's text never gets shorter; where another
 * journal's was before, what it had more is cut off.
 */
export function openAnchorWriter(path: string): AnchorWriter {
  ensureFolder(dirname(path));
  // 'r+' does not create and 'w' would empty the file of a journal that is already anchored.
  const fd = openExisting(path) ?? openSync(path, 'w', 0o600);
  let length = fstatSync(fd).size;
  return {
    write(anchor) {
      const text = anchorText(anchor);
      writeSync(fd, Buffer.from(text, 'latin1'), 0, text.length, 0);
      if (text.length < length) ftruncateSync(fd, text.length);
      length = text.length;
    },
    close() {
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
  };
}

function openExisting(path: string): number | null {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
