import { readFileSync, writeFileSync } from 'node:fs';
import { withFileLock } from '../../src/storage/file-lock.js';

/** Adds one to the number in a file, again and again, each time under the lock. */
const [lock = '', file = '', times = '0'] = process.argv.slice(2);
for (let index = 0; index < Number(times); index += 1) {
  withFileLock(lock, () => writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1)), 20_000);
}
