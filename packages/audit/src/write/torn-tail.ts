import type { EventRecord } from '@sentinel-agentos/core';
import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '../read/position.js';
import { ensureFolder, syncFolder, writeAll } from './durable-file.js';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Keeps the bytes after the last commit in the folder `torn` and cuts them off the journal. They were never
 * acknowledged, but they may tell what was being done when the power went.
 *
 * @returns the record that says so, to be appended with the next batch.
 */
export function setAsideTornTail(
  fd: number,
  dir: string,
  { offset, size }: Position,
  at: number,
): EventRecord {
  const folder = join(dir, 'torn');
  ensureFolder(folder);
  const name = `${String(size).padStart(12, '0')}-${at}.bin`;
  const { bytes, sha256 } = copyFrom(fd, offset, join(folder, name));
  syncFolder(folder);
  ftruncateSync(fd, offset);
  fdatasyncSync(fd);
  const data = { bytes, sha256, keptAs: `torn/${name}`, afterRecord: size - 1 };
  return { kind: 'event', name: 'recovery', at, sessionId: '', data };
}

function copyFrom(fd: number, offset: number, path: string): { bytes: number; sha256: string } {
  const target = openSync(path, 'w', 0o600);
  const digest = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let bytes = 0;
  try {
    for (let read = 1; read > 0; bytes += read) {
      read = readSync(fd, chunk, 0, chunk.length, offset + bytes);
      digest.update(chunk.subarray(0, read));
      writeAll(target, chunk.subarray(0, read));
    }
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
  return { bytes, sha256: digest.digest('hex') };
}
