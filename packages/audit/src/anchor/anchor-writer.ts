import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder } from '../write/durable-file.js';
import type { Anchor } from './anchor.js';

/** Notes the head of a journal after each batch. */
export interface AnchorWriter {
  write(anchor: Anchor): void;
  /** Makes the last head durable and closes the file. */
  close(): void;
}

/**
 * Overwrites the anchor in place, without an fsync: after a power cut it may be older than the journal,
 * which proves less but nothing wrong. Within one journal an anchor's text never gets shorter, so no old
 * bytes stay behind a new one.
 */
export function openAnchorWriter(path: string): AnchorWriter {
  ensureFolder(dirname(path));
  // 'r+' does not create and 'w' would empty the file of a journal that is already anchored.
  const fd = openExisting(path) ?? openSync(path, 'w', 0o600);
  return {
    write({ head, journal, key, root, size }) {
      // Hashes, numbers and keys without a character that JSON would escape: this is canonical JSON.
      const text = `{"head":"${head}","journal":"${journal}","key":"${key}","root":"${root}","size":${size}}\n`;
      writeSync(fd, Buffer.from(text, 'latin1'), 0, text.length, 0);
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
