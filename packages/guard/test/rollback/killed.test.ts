import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BENCH = fileURLToPath(new URL('../../../../bench/', import.meta.url));

/** A slice of `npm run bench -- undo-kill`: the result that it prints last. */
function sweep(...options: readonly string[]): Record<string, unknown> {
  const source = ['--conditions=@sentinel-agentos/source', '--import', 'tsx'];
  const output = execFileSync(process.execPath, [...source, 'undo-kill.ts', ...options], {
    cwd: BENCH,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

describe('a rollback that does not get to its end', { timeout: 120_000 }, () => {
  const hasStrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

  it('[S2-55] is finished by the next undo, wherever it was killed', (test) => {
    if (!hasStrace) return test.skip('skipped: no strace');
    const found = sweep('--faults', 'KILL', '--every', '19', '--control-every', '90');
    expect(found).toMatchObject({ wrong: 0 });
    expect(found['injected']).toBeGreaterThan(15);
  });

  it('says what is not back when the disk fails, and is finished by the next undo', (test) => {
    if (!hasStrace) return test.skip('skipped: no strace');
    const found = sweep('--faults', 'EIO,ENOSPC,EACCES', '--every', '113', '--control-every', '90');
    expect(found).toMatchObject({ wrong: 0 });
    expect(found['injected']).toBeGreaterThan(15);
  });
});
