import { lstatSync, writeFileSync } from 'node:fs';
import { EXIT, UsageError } from './command.js';

/** What became of a file or folder that should be there. */
export type Kept = 'made' | 'kept';

/**
 * Makes a file, for its owner only, unless there is one. A link in its place is refused: a hostile repository may have
 * brought it along, and what is written would land where it points.
 *
 * @throws UsageError that names the file and says why it cannot be made.
 */
export function keepOrMake(path: string, text: string): Kept {
  try {
    // Creates and never follows: also a link to nothing counts as there.
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return 'made';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${JSON.stringify(path)} cannot be made: ${reason}`, EXIT.denied);
    }
  }
  if (lstatSync(path).isFile()) return 'kept';
  throw new UsageError(`${JSON.stringify(path)} is not a file of its own; remove it first`, EXIT.denied);
}
