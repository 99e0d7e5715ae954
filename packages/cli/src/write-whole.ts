import { closeSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { EXIT, UsageError } from './command.js';

export interface WholeFile {
  /** How the command line names the file, for messages. */
  readonly option: string;
  /** Whether a file that is there gives way. */
  readonly overwrite: boolean;
}

/**
 * Writes a file that is complete once it has its name. For the owner only, because it may tell secrets of the work.
 *
 * @throws UsageError that says why the file cannot be written, or that it is there already.
 */
export function writeWhole(
  path: string,
  chunks: Iterable<Uint8Array>,
  { option, overwrite }: WholeFile,
): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const fd = openSync(draft, 'wx', 0o600);
    try {
      for (const chunk of chunks) {
        for (let done = 0; done < chunk.length;) done += writeSync(fd, chunk, done);
      }
    } finally {
      closeSync(fd);
    }
    if (overwrite) {
      renameSync(draft, path);
    } else {
      // A second name for the draft: unlike renaming, this fails where something has the name already.
      linkSync(draft, path);
      rmSync(draft, { force: true });
    }
  } catch (error) {
    rmSync(draft, { force: true });
    const shown = JSON.stringify(path);
    if (!overwrite && error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new UsageError(`${shown} is there already; --force replaces it`, EXIT.denied);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${option} ${shown} cannot be written: ${reason}`, EXIT.denied);
  }
}
