import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorkbench, effectsOn } from '../rollback/workbench.js';
import type * as fileSystem from 'node:fs';
import type { Snapshot } from '@sentinel-agentos/core';
import type { FileSnapshotter } from '../../src/snapshotter.js';
import type { Workbench } from '../rollback/workbench.js';

vi.mock('node:fs', async (load) => ({
  ...(await load<typeof fileSystem>()),
  linkSync: () => {
    throw Object.assign(new Error('this disk knows no second names'), { code: 'EPERM' });
  },
}));

describe('on a disk without hard links', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('calls at the same time still see each other', () => {
    const [one, two] = [bench.later(), bench.later()];
    const take = (snapshotter: FileSnapshotter, id: string): Snapshot => {
      const call = { id, tool: 't', params: {}, sessionId: 's', agentId: 'a', cwd: bench.root, claims: [] };
      const snapshot = snapshotter.capture(call, effectsOn('fs.write', bench.path('k')));
      if (snapshot === null) throw new Error('the call has no snapshot');
      return snapshot;
    };
    bench.write('k', 'old');
    const [first, second] = [take(one, 'first'), take(two, 'second')];
    bench.write('k', 'of the second');
    two.settle(second);
    one.settle(first);
    expect(one.undo('first').paths).toMatchObject([{ outcome: 'conflict' }]);
    expect(bench.read('k')).toBe('of the second');
  });
});
