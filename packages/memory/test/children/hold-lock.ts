import { withFileLock } from '../../src/storage/file-lock.js';

/** Holds a lock until it is killed, or for as long as it is told. */
const [path = '', milliseconds = '60000'] = process.argv.slice(2);
withFileLock(path, () => {
  process.stdout.write('held\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(milliseconds));
});
