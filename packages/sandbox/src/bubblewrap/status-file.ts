import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What bubblewrap says of a run, one JSON object a line: never more than this. */
const MAX_BYTES = 4096;

/**
 * Where bubblewrap says which process is the first inside, and how the program ended. It is a file without a name,
 * not a pipe: bubblewrap fails to write to a pipe whose reader was killed, and then leaves half a sandbox behind.
 */
export interface StatusFile {
  readonly descriptor: number;
  /** Undefined while it was not said. */
  read(field: 'child-pid' | 'exit-code'): number | undefined;
  close(): void;
}

export function openStatusFile(): StatusFile {
  const name = path.join(tmpdir(), `sentinel-agentos-${randomUUID()}`);
  const descriptor = openSync(name, 'wx+', 0o600);
  unlinkSync(name);
  return {
    descriptor,
    read(field) {
      const buffer = Buffer.alloc(MAX_BYTES);
      const said = buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, MAX_BYTES, 0));
      const found = new RegExp(`"${field}"\\s*:\\s*(\\d+)`).exec(said)?.[1];
      return found === undefined ? undefined : Number(found);
    },
    close: () => closeSync(descriptor),
  };
}
