import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run of the tests a folder for temporary files of its own, and removes it afterwards. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'sentinel-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
