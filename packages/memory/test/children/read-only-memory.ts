import { SentinelError } from '@sentinel-agentos/core';
import { createMemory } from '@sentinel-agentos/memory';
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Takes away the right to write in a folder, also from root, and tries to read and write all the same. */
const [dir = ''] = process.argv.slice(2);
const NOBODY = 65_534;

// Whoever can't pass the folders above can't read either: temporary ones are closed to others.
for (let above = dirname(dir); (statSync(above).mode & 0o001) === 0; above = dirname(above)) {
  chmodSync(above, 0o711);
}
for (const path of [
  dir,
  ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name)),
]) {
  if (process.getuid?.() === 0) chownSync(path, NOBODY, NOBODY);
  chmodSync(path, statSync(path).isDirectory() ? 0o500 : 0o400);
}
if (process.getuid?.() === 0) {
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}
const memory = createMemory({ dir });
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const attempt = (work: () => unknown): void => {
  try {
    work();
    say('written');
  } catch (error) {
    say(SentinelError.is(error) ? error.code : String(error));
  }
};
say(memory.episodic.recent()[0]?.text ?? 'nothing');
attempt(() => memory.episodic.record('note', 'x'));
attempt(() => memory.semantic.setPreference('x', 1));
say(memory.episodic.recent()[0]?.text ?? 'nothing');
