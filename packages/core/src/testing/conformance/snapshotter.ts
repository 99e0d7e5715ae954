import { check } from './conformance-case.js';
import { sampleCall, sampleEffect } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Snapshot } from '../../snapshot.js';
import type { Snapshotter } from '../../ports/snapshotter.js';

/** A snapshotter and the files it looks after. `null` is the content of a file that is not there. */
export interface SnapshotterSubject {
  readonly snapshotter: Snapshotter;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string | null;
  readonly write: (name: string, content: string | null) => void;
  readonly dispose?: () => Promise<void>;
}

export function snapshotterConformance(make: () => Promise<SnapshotterSubject>): readonly ConformanceCase[] {
  const promise = (name: string, body: (subject: SnapshotterSubject) => void): ConformanceCase => ({
    name,
    run: async () => {
      const subject = await make();
      try {
        body(subject);
      } finally {
        await subject.dispose?.();
      }
    },
  });
  const capture = ({ snapshotter, path }: SnapshotterSubject, id: string, ...names: string[]): Snapshot => {
    const effects = names.map((name) => sampleEffect({ target: path(name) }));
    const snapshot = snapshotter.capture(sampleCall({ id, cwd: path('') }), effects);
    check(snapshot !== null, 'a call that writes has no snapshot');
    return snapshot;
  };

  return [
    promise('a call that changes no file has no snapshot', ({ snapshotter, path }) => {
      const effects = [sampleEffect({ verb: 'fs.read', target: path('a') })];
      check(snapshotter.capture(sampleCall({ cwd: path('') }), effects) === null, 'there is one');
    }),
    promise('a snapshot carries the id of its call and survives JSON', (subject) => {
      const snapshot = capture(subject, 'op_1', 'a');
      check(snapshot.id === 'op_1', `its id is ${snapshot.id}`);
      check(
        JSON.stringify(JSON.parse(JSON.stringify(snapshot))) === JSON.stringify(snapshot),
        'it does not survive JSON',
      );
    }),
    promise('restore puts a changed file back', (subject) => {
      subject.write('a', 'before');
      const snapshot = capture(subject, 'op_1', 'a');
      subject.write('a', 'after');
      subject.snapshotter.settle(snapshot);
      const report = subject.snapshotter.restore(snapshot);
      check(subject.read('a') === 'before' && report.status === 'complete', 'it is not as before');
    }),
    promise('restoring again changes nothing', (subject) => {
      subject.write('a', 'before');
      const snapshot = capture(subject, 'op_1', 'a');
      subject.write('a', 'after');
      subject.snapshotter.settle(snapshot);
      subject.snapshotter.restore(snapshot);
      const again = subject.snapshotter.restore(snapshot);
      check(subject.read('a') === 'before' && again.status === 'complete', 'it is not as before');
    }),
    promise('restore removes what the call created and recreates what it deleted', (subject) => {
      subject.write('kept', 'text');
      const snapshot = capture(subject, 'op_1', 'new', 'kept');
      subject.write('new', 'made');
      subject.write('kept', null);
      subject.snapshotter.settle(snapshot);
      subject.snapshotter.restore(snapshot);
      check(subject.read('new') === null, 'the created file is still there');
      check(subject.read('kept') === 'text', 'the deleted file is not back');
    }),
    promise('restore never loses bytes that somebody else wrote', (subject) => {
      subject.write('a', 'before');
      const snapshot = capture(subject, 'op_1', 'a');
      subject.write('a', 'after');
      subject.snapshotter.settle(snapshot);
      subject.write('a', 'by the user');
      const report = subject.snapshotter.restore(snapshot);
      check(subject.read('a') === 'by the user', "the user's bytes are gone");
      check(report.status !== 'complete', 'a conflict is reported as complete');
    }),
    promise('restore touches nothing but the targets', (subject) => {
      subject.write('other', 'untouched');
      const snapshot = capture(subject, 'op_1', 'a');
      subject.write('a', 'made');
      subject.write('other', 'changed by the user');
      subject.snapshotter.settle(snapshot);
      subject.snapshotter.restore(snapshot);
      check(subject.read('other') === 'changed by the user', 'another file was touched');
    }),
    promise('two calls at once keep snapshots of their own', (subject) => {
      subject.write('a', 'a before');
      subject.write('b', 'b before');
      const first = capture(subject, 'op_1', 'a');
      const second = capture(subject, 'op_2', 'b');
      subject.write('a', 'a after');
      subject.write('b', 'b after');
      subject.snapshotter.settle(first);
      subject.snapshotter.settle(second);
      subject.snapshotter.restore(first);
      check(subject.read('a') === 'a before', 'the first call was not undone');
      check(subject.read('b') === 'b after', 'the second call was undone with the first');
    }),
  ];
}
