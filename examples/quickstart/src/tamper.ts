import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Flips one bit of one byte in the middle of a recorded call, as somebody who wants to hide it would. */
export function flipOneByte(workspaceRoot: string): { readonly seq: number } {
  const folder = join(workspaceRoot, '.agentos', 'audit');
  const name = readdirSync(folder)
    .filter((each) => each.endsWith('.jsonl'))
    .sort()[0];
  if (name === undefined) throw new Error(`no journal in ${folder}`);
  const file = join(folder, name);
  const bytes = readFileSync(file);
  const at = bytes.indexOf('no-preserve-root');
  if (at === -1) throw new Error('the recorded call is not in the journal');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const line = bytes.subarray(bytes.lastIndexOf('\n', at) + 1, bytes.indexOf('\n', at)).toString('utf8');
  return { seq: Number(/"\$seq":(\d+)/.exec(line)?.[1]) };
}
