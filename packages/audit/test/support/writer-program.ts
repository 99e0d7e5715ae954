import { writeSync } from 'node:fs';
import { openJournal, type LockMode } from '../../src/index.js';
import { event } from './records.js';

/**
 * Appends events and says which, once each is acknowledged: `<name>-<n>` a line.
 * Arguments: dir, keyDir, name, how many, lock, bytes of a segment.
 */
const [dir = '', keyDir = '', name = '', count = '', lock = 'auto', bytes] = process.argv.slice(2);
const segments = bytes === undefined ? {} : { segmentBytes: Number(bytes) };
const journal = openJournal({ dir, keyDir, lock: lock as LockMode, ...segments });
const say = (text: string): void => void writeSync(1, `${text}\n`);

try {
  for (let n = 0; n < Number(count); n += 3) {
    const queued = `${name}-${n}`;
    journal.enqueue(event(queued));
    const appended = `${name}-${n + 1}`;
    await journal.append(event(appended, { filler: 'x'.repeat(n % 2000) }));
    say(queued);
    say(appended);
    journal.appendSync(event(`${name}-${n + 2}`));
    say(`${name}-${n + 2}`);
  }
  await journal.close();
  say('done');
} catch (error) {
  say(`failed ${(error as { code?: string }).code ?? ''} ${(error as Error).message}`);
  process.exitCode = 1;
}
