import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder that is removed when the test is over. */
export function tempFolder(): string {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'audit-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The same for a whole file of tests, which removes it itself. */
export function keptFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'audit-'));
}
