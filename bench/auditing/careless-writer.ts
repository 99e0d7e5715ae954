import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The control of the sweep over faults: takes no notice of an error when it writes and syncs. Takes the arguments of
 * `acknowledging-writer.ts` and says what that says.
 */
const [dir = '', , name = '', , count = ''] = process.argv.slice(2);
const regardless = (action: () => void): void => {
  try {
    action();
  } catch {
    // This is what it is for.
  }
};

mkdirSync(dir, { recursive: true });
const fd = openSync(join(dir, 'segment-000000.jsonl'), 'a');
for (let n = 0; n < Number(count); n += 1) {
  regardless(() => writeSync(fd, `${JSON.stringify({ $seq: n, name: `${name}-${n}` })}\n`));
  regardless(() => fdatasyncSync(fd));
  writeSync(1, `+${name}-${n} ${n}\n`);
}
closeSync(fd);
