import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCall } from '@sentinel-agentos/core/testing';
import { capture, codeOf, createWorkbench, effectsOn } from '../rollback/workbench.js';
import type { Workbench } from '../rollback/workbench.js';

describe('a stored snapshot', () => {
  let bench: Workbench;
  beforeEach(() => {
    bench = createWorkbench();
  });
  afterEach(() => bench.dispose());

  it('can be undone by a later process that knows only its id', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.write('a', 'before'), bench.path('b')));
    bench.write('a', 'after');
    bench.write('b', 'after');
    bench.snapshotter.settle(snapshot);
    const later = bench.later();
    expect(later.load(snapshot.id)).toMatchObject({
      status: 'settled',
      tool: 'write_file',
      bytes: 6,
      snapshot,
    });
    expect(later.undo(snapshot.id).status).toBe('complete');
    expect(bench.read('a')).toBe('before');
    expect(existsSync(bench.path('b'))).toBe(false);
    expect(later.load(snapshot.id).status).toBe('undone');
  });

  it('is settled once: what is changed later is not ascribed to the call', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.write('a', 'before')));
    bench.write('a', 'after');
    bench.snapshotter.settle(snapshot);
    bench.write('a', 'by the user');
    bench.snapshotter.settle(snapshot);
    expect(bench.snapshotter.restore(snapshot).paths).toMatchObject([{ outcome: 'conflict' }]);
  });

  it('believes the times of old files, and reads young ones again', () => {
    const old = import.meta.filename;
    const snapshot = capture(bench, effectsOn('fs.write', old, bench.write('young', 'same size')));
    const { mtime } = statSync(bench.path('young'));
    writeFileSync(bench.path('young'), 'SAME SIZE');
    utimesSync(bench.path('young'), mtime, mtime);
    bench.snapshotter.settle(snapshot);
    expect(bench.snapshotter.diff(snapshot.id).map(({ path, by }) => [path, by])).toEqual([
      [bench.path('young'), 'call'],
    ]);
  });

  it('shows how the paths differ from before the call, and by whom', () => {
    for (const name of ['content', 'gone', 'user', 'kind', 'same']) bench.write(name, 'before');
    const names = ['content', 'gone', 'user', 'kind', 'same', 'made'].map((name) => bench.path(name));
    const snapshot = capture(bench, effectsOn('fs.write', ...names));
    bench.write('content', 'after');
    bench.write('made', 'after');
    unlinkSync(bench.path('gone'));
    unlinkSync(bench.path('kind'));
    mkdirSync(bench.path('kind'));
    expect(bench.snapshotter.diff(snapshot.id).map(({ by }) => by)).toEqual(Array<string>(4).fill('unknown'));
    bench.snapshotter.settle(snapshot);
    bench.write('user', 'by the user');
    expect(bench.snapshotter.diff(snapshot.id).map(({ path, change, by }) => [path, change, by])).toEqual([
      [bench.path('content'), 'content', 'call'],
      [bench.path('gone'), 'deleted', 'call'],
      [bench.path('kind'), 'replaced', 'call'],
      [bench.path('made'), 'created', 'call'],
      [bench.path('user'), 'content', 'somebody-else'],
    ]);
    const before = bench.snapshotter.bytesBefore(snapshot.id, bench.path('content'));
    expect(Buffer.from(before ?? []).toString()).toBe('before');
    expect(bench.snapshotter.bytesBefore(snapshot.id, bench.path('made'))).toBeNull();
  });

  it('gives back the bytes of a large file too', () => {
    const path = bench.write('large', 'x'.repeat(1_300_000));
    const snapshot = capture(bench, effectsOn('fs.write', path));
    expect(bench.snapshotter.bytesBefore(snapshot.id, path)).toHaveLength(1_300_000);
  });

  it('all of them are listed, the newest first, with what became of them', () => {
    expect(bench.snapshotter.list()).toEqual([]);
    let now = 0;
    const clock = { now: () => (now += 1000), monotonic: () => now };
    const ticking = bench.later({ clock });
    const take = (id: string) => {
      const call = sampleCall({ id, cwd: bench.root, sessionId: 's1', agentId: 'a1' });
      const snapshot = ticking.capture(call, effectsOn('fs.write', bench.path('a')));
      if (snapshot === null) throw new Error('no snapshot');
      return snapshot;
    };
    const first = take('op_b');
    bench.write('a', '1');
    ticking.settle(first);
    take('op_a');
    const { undoId } = ticking.undo('op_b');
    mkdirSync(join(bench.dir, 'op_cut_off'));
    mkdirSync(join(bench.dir, '.other'));
    mkdirSync(join(bench.dir, 'op_damaged'));
    writeFileSync(join(bench.dir, 'op_damaged', 'manifest.json'), '{');
    expect(
      bench
        .later()
        .list()
        .map(({ id, status }) => [id, status]),
    ).toEqual([
      ['op_b.undo', 'settled'],
      ['op_a', 'open'],
      ['op_b', 'undone'],
      ['op_damaged', 'damaged'],
    ]);
    expect(undoId).toBe('op_b.undo');
    expect(bench.later().load('op_b.undo')).toMatchObject({ undoOf: 'op_b', sessionId: 's1', agentId: 'a1' });
  });

  it('an undo that was cut off is taken up with the snapshot of its first try', () => {
    const snapshot = capture(
      bench,
      effectsOn('fs.write', bench.write('a', 'before'), bench.write('b', 'before')),
    );
    for (const name of ['a', 'b']) bench.write(name, 'after');
    bench.snapshotter.settle(snapshot);
    bench.snapshotter.undo(snapshot.id);
    // As after a crash between the first path and the second.
    bench.write('b', 'after');
    const record = { version: 1, id: snapshot.id, startedAt: 1, undoId: `${snapshot.id}.undo`, status: null };
    writeFileSync(join(bench.dir, snapshot.id, 'rollback.json'), JSON.stringify(record));
    expect(bench.later().load(snapshot.id).status).toBe('undoing');
    const report = bench.later().undo(snapshot.id);
    expect(report).toMatchObject({ status: 'complete', undoId: `${snapshot.id}.undo` });
    bench.later().undo(`${snapshot.id}.undo`);
    expect([bench.read('a'), bench.read('b')]).toEqual(['after', 'after']);
  });

  it('is put back even when the undo itself cannot be remembered, and says so', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.write('a', 'before')));
    bench.write('a', 'after');
    bench.snapshotter.settle(snapshot);
    // The name of the undo is too long for a file name.
    const long = `op_${'x'.repeat(196)}`;
    const other = capture(bench, effectsOn('fs.write', bench.write('b', 'before')), long);
    bench.write('b', 'after');
    bench.snapshotter.settle(other);
    const report = bench.snapshotter.restore(other);
    expect(report).toMatchObject({ status: 'complete', undoId: null });
    expect(report.paths[0]?.reason).toMatch(/can't be undone in turn/);
    expect(bench.read('b')).toBe('before');
  });

  it('that is not there is NOT_FOUND, and one that never got its manifest too', () => {
    mkdirSync(join(bench.dir, 'op_cut_off'), { recursive: true });
    for (const id of ['op_unknown', 'op_cut_off']) {
      expect(codeOf(() => bench.snapshotter.undo(id))).toBe('NOT_FOUND');
      expect(codeOf(() => bench.snapshotter.load(id))).toBe('NOT_FOUND');
      expect(codeOf(() => bench.snapshotter.diff(id))).toBe('NOT_FOUND');
    }
  });

  it('that was damaged or exchanged is STATE_CORRUPT, changes nothing and is kept', () => {
    const snapshot = capture(bench, effectsOn('fs.write', bench.write('a', 'before')));
    bench.write('a', 'after');
    bench.snapshotter.settle(snapshot);
    const file = join(bench.dir, snapshot.id, 'manifest.json');
    const good = readFileSync(file, 'utf8');
    const bad = [
      good.slice(0, -5),
      '[]',
      'null',
      good.replace('"version":1', '"version":2'),
      good.replace(bench.path('a'), '../../etc/passwd'),
      good.replace(bench.path('a'), `${bench.root}/../../../etc/passwd`),
      good.replace(`"id":"${snapshot.id}"`, '"id":"op_other"'),
      good.replace('"kind":"packed"', '"kind":"copied","name":"../../../etc/shadow"'),
      good.replace(/"sha256":"[0-9a-f]+"/, '"sha256":"00"'),
    ];
    for (const text of bad) {
      writeFileSync(file, text);
      expect(codeOf(() => bench.snapshotter.undo(snapshot.id))).toBe('STATE_CORRUPT');
      expect(codeOf(() => bench.snapshotter.restore(snapshot))).toBe('STATE_CORRUPT');
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    writeFileSync(file, good.replaceAll(bench.path('a'), bench.path('b')));
    expect(codeOf(() => bench.snapshotter.restore(snapshot))).toBe('STATE_CORRUPT');
    writeFileSync(file, good);
    for (const name of ['after.json', 'rollback.json']) {
      const side = join(bench.dir, snapshot.id, name);
      writeFileSync(side, '{"version":1}');
      expect(codeOf(() => bench.snapshotter.undo(snapshot.id))).toBe('STATE_CORRUPT');
      rmSync(side);
    }
    mkdirSync(join(bench.dir, snapshot.id, 'after.json'));
    expect(codeOf(() => bench.snapshotter.undo(snapshot.id))).toBe('STATE_UNAVAILABLE');
    expect(bench.read('a')).toBe('after');
  });

  it('a folder of snapshots that cannot be listed is STATE_UNAVAILABLE', () => {
    mkdirSync(bench.path('.agentos'));
    writeFileSync(bench.dir, 'a file');
    expect(codeOf(() => bench.snapshotter.list())).toBe('STATE_UNAVAILABLE');
  });

  it('calls that never end make others doubt their changes for an hour at most', () => {
    let now = 0;
    const ticking = bench.later({ clock: { now: () => now, monotonic: () => now } });
    const run = (id: string): string => {
      bench.write('a', 'before');
      const snapshot = ticking.capture(
        sampleCall({ id, cwd: bench.root }),
        effectsOn('fs.write', bench.path('a')),
      );
      if (snapshot === null) return 'none';
      bench.write('a', 'after');
      ticking.settle(snapshot);
      return ticking.restore(snapshot).status;
    };
    ticking.capture(
      sampleCall({ id: 'op_forgotten', cwd: bench.root }),
      effectsOn('fs.write', bench.path('a')),
    );
    expect(run('op_soon')).toBe('partial');
    now = 3_700_000;
    expect(run('op_later')).toBe('complete');
  });
});
