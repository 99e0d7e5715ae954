import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../house/workspace.mjs';

function bench(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, [join(ROOT, 'scripts', 'bench.mjs'), ...args], { encoding: 'utf8' });
}

describe('pnpm bench', () => {
  it('lists the benchmarks when none is named', () => {
    const { status, stdout } = bench();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}execute$/m);
  });

  it('refuses a name that is no benchmark, whatever path it spells', () => {
    for (const name of ['no-such-benchmark', '../scripts/start', '__proto__']) {
      const { status, stderr } = bench(name);
      expect(status).toBe(2);
      expect(stderr).toContain(`"${name}"`);
    }
  });
});
