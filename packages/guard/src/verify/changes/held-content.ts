import { realpathSync, statSync } from 'node:fs';
import { readToEnd, withRegularFile } from '../../snapshot/file-bytes.js';

/** What a path holds, compared with a text that it should hold. */
export type HeldContent = 'asked' | 'other' | 'empty' | 'folder' | 'unknown';

/** A file that is so much longer than the text holds something else, without being read. */
const SLACK_BYTES = 64 * 1024;

/** Looks what is at a path, links followed. Line ends, a byte order mark and blanks at the end don't count. */
export function heldContent(path: string, text: string): HeldContent {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'unknown';
    if (stat.isDirectory()) return 'folder';
    if (!stat.isFile()) return 'unknown';
    if (stat.size === 0 && text.trim() !== '') return 'empty';
    const most = Buffer.byteLength(text) * 2 + SLACK_BYTES;
    const bytes = withRegularFile(realpathSync(path), (fd) => readToEnd(fd, stat.size, most));
    return bytes !== null && plain(bytes.toString('utf8')) === plain(text) ? 'asked' : 'other';
  } catch {
    return 'unknown';
  }
}

function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd();
}
