import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderDoors } from '../../src/rollback/folder-doors.js';
import { createWorkbench } from './workbench.js';
import type { Workbench } from './workbench.js';

describe('a folder that forbids its owner to change it', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
    bench.write('sealed/deep/file', 'x');
    for (const name of ['sealed/deep', 'sealed']) chmodSync(bench.path(name), 0o555);
  });
  afterEach(() => bench.dispose());

  const modeOf = (name: string): number => statSync(bench.path(name)).mode & 0o7777;

  /** What the system says to an ordinary user; the tests may run as one for whom nothing is forbidden. */
  const whenSealed = (name: string) => (): string => {
    if ((modeOf(name) & 0o200) !== 0) return 'done';
    throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
  };

  it('is opened for the change, and closed with the permissions it had', () => {
    const doors = createFolderDoors([], () => undefined);
    expect(doors.through(bench.path('sealed/deep'), whenSealed('sealed'))).toBe('done');
    expect(doors.through(bench.path('sealed/deep/file'), whenSealed('sealed/deep'))).toBe('done');
    expect([modeOf('sealed'), modeOf('sealed/deep')]).toEqual([0o755, 0o755]);
    expect(doors.modeOf(bench.path('sealed'))).toBe(0o555);
    doors.close(new Set([bench.path('sealed/deep')]));
    expect([modeOf('sealed'), modeOf('sealed/deep')]).toEqual([0o555, 0o755]);
  });

  it('stays closed when the change fails for another reason, or would fail all the same', () => {
    const doors = createFolderDoors([], () => undefined);
    const fail = (code: string) => () => {
      throw Object.assign(new Error(code), { code });
    };
    expect(() => doors.through(bench.path('sealed/x'), fail('EISDIR'))).toThrow('EISDIR');
    expect(doors.modeOf(bench.path('sealed'))).toBeNull();
    expect(modeOf('sealed')).toBe(0o555);
    expect(() => doors.through(bench.path('x'), fail('EACCES'))).toThrow('EACCES');
    expect(() => doors.through(bench.path('missing/x'), fail('EPERM'))).toThrow('EPERM');
    expect(() => doors.through(bench.path('sealed/x'), fail('EACCES'))).toThrow('EACCES');
    expect(() => doors.through(bench.path('sealed/x'), fail('EACCES'))).toThrow('EACCES');
    doors.close(new Set());
    expect(modeOf('sealed')).toBe(0o555);
  });

  it('that was removed meanwhile needs no closing', () => {
    const doors = createFolderDoors([], () => undefined);
    mkdirSync(bench.path('gone'), { mode: 0o555 });
    doors.through(bench.path('gone/x'), whenSealed('gone'));
    rmSync(bench.path('gone'), { recursive: true });
    expect(() => doors.close(new Set())).not.toThrow();
  });
});
