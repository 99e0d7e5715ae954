import { unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, createWorkbench, effectsOn, photograph, savedBeside } from './workbench.js';
import type { Workbench } from './workbench.js';

describe('when the call was cut off before its end was seen,', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('changed bytes stay: nobody knows whose they are', () => {
    bench.write('a', 'before');
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('a'), bench.path('new')));
    bench.write('a', 'half written');
    bench.write('new', 'half written');
    const report = bench.later().undo(snapshot.id);
    expect(report.paths.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict']);
    expect([bench.read('a'), bench.read('new')]).toEqual(['half written', 'half written']);
    expect(savedBeside(bench, 'a', snapshot.id)).toBe('before');
  });

  it('what is gone or cut to nothing comes back: that loses nothing', () => {
    bench.write('gone', 'before');
    bench.write('cut', 'before');
    const before = photograph(bench.root);
    const snapshot = capture(bench, effectsOn('fs.write', bench.path('gone'), bench.path('cut')));
    unlinkSync(bench.path('gone'));
    bench.write('cut', '');
    expect(bench.later().undo(snapshot.id).status).toBe('complete');
    expect(photograph(bench.root)).toEqual(before);
  });
});
