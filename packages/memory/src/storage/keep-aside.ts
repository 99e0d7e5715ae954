import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeNewFile } from './durable-file.js';
import { errorCode } from './state-unavailable.js';

/**
 * Keeps damaged bytes in a file beside the state, named after their content, so that the same damage found
 * twice is kept once. Returns the file's path, or null when nothing can be written there.
 */
export function keepAside(folder: string, bytes: Uint8Array): string | null {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const path = join(folder, `damaged-${digest}.corrupt`);
  try {
    writeNewFile(path, bytes);
  } catch (cause) {
    return errorCode(cause) === 'EEXIST' ? path : null;
  }
  return path;
}
