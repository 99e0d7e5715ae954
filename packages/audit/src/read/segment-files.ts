import { closeSync, constants, fstatSync, openSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { segmentIndex } from '../format/segment-name.js';

/** One file of a journal. */
export interface SegmentFile {
  /** Number in its name, counted from 0. */
  readonly index: number;
  readonly path: string;
}

/**
 * The segment files in a folder, in order. What is missing is left out, so a gap shows in the numbers. Symbolic
 * links, folders and names that only resemble a segment's are passed over: whoever can write in the folder must
 * not make a reader look elsewhere.
 *
 * @returns an empty list when there is no such folder.
 * @throws the system's error when the folder is there but cannot be listed.
 */
export function segmentFiles(dir: string): readonly SegmentFile[] {
  const files: SegmentFile[] = [];
  for (const entry of listing(dir)) {
    const index = entry.isFile() ? segmentIndex(entry.name) : null;
    if (index !== null) files.push({ index, path: join(dir, entry.name) });
  }
  return files.sort((a, b) => a.index - b.index);
}

// Windows has neither flag; its links are left out by the listing above.
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a segment file for reading, without following a link or waiting for a pipe that was put in its place
 * since the folder was listed. Whoever asks closes it.
 *
 * @throws the system's error when it cannot be opened, or when it is no regular file.
 */
export function openSegmentFile(path: string): number {
  const fd = openSync(path, READ_ONLY);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new Error(`${path} is not a regular file`);
}

function listing(dir: string): readonly Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
