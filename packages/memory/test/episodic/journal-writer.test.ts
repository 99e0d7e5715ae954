import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listJournal } from '../../src/episodic/journal-files.js';
import { encodeLine } from '../../src/episodic/journal-line.js';
import { createJournalView } from '../../src/episodic/journal-view.js';
import {
  createLive,
  markEnd,
  openLive,
  seal,
  unseal,
  writeNextBase,
  type LiveFile,
} from '../../src/episodic/journal-writer.js';
import { createJournalEventStore } from '../../src/episodic/journal-event-store.js';
import { temporaryFolder } from '../temporary-folder.js';
import { aNewEvent } from './any-event.js';

const HEAD = encodeLine({ kind: 'head', nextSeq: 9, dropped: 8 });

function touch(nonce: string): Buffer {
  return encodeLine({ kind: 'touch', nonce, id: 'tea "k":"end"', times: 1, at: 5 });
}

/** A folder whose live file somebody has opened, who is then so slow that a compaction comes in between. */
function slowWriter(): { readonly folder: string; readonly live: LiveFile } {
  const folder = join(temporaryFolder(), 'episodic');
  mkdirSync(folder);
  createLive(folder, 0);
  const live = openLive(folder, 0);
  if (live === null) throw new Error('there is no live file');
  return { folder, live };
}

describe('a line whose file a compaction has taken meanwhile', () => {
  it('counts when it stands before the end, also after every trace of it was let go', () => {
    const { folder, live } = slowWriter();
    seal(folder, listJournal(folder));
    expect(live.append(touch('a'))).toBe(false);
    const end = markEnd(folder, 0);
    expect(end).toBe(touch('a').length);
    writeNextBase(folder, { ...listJournal(folder), hasLive: false }, HEAD);
    seal(folder, listJournal(folder));
    markEnd(folder, 1);
    writeNextBase(folder, { ...listJournal(folder), hasLive: false }, HEAD);
    expect(live.wasTaken(touch('a'))).toBe(true);
    live.close();
  });

  it('counts as never written when it stands behind the end', () => {
    const { folder, live } = slowWriter();
    seal(folder, listJournal(folder));
    markEnd(folder, 0);
    expect(live.append(touch('late'))).toBe(false);
    expect(live.wasTaken(touch('late'))).toBe(false);
    expect(live.wasTaken(touch('never'))).toBe(false);
    live.close();
  });

  it('counts when the compaction failed and its file is appended to again', () => {
    const { folder, live } = slowWriter();
    seal(folder, listJournal(folder));
    markEnd(folder, 0);
    expect(live.append(touch('late'))).toBe(false);
    unseal(folder, 0);
    expect(live.wasTaken(touch('late'))).toBe(true);
    expect(live.append(touch('again'))).toBe(true);
    live.close();
  });

  it('is behind the end that counts, the last one', () => {
    const { folder, live } = slowWriter();
    seal(folder, listJournal(folder));
    markEnd(folder, 0);
    expect(live.append(touch('late'))).toBe(false);
    const end = markEnd(folder, 0);
    expect(live.wasTaken(touch('late'))).toBe(true);
    const bytes = readFileSync(join(folder, 'sealed-00000000.jsonl'));
    expect(bytes.subarray(0, end ?? 0).includes(touch('late'))).toBe(true);
    live.close();
  });
});

it('a journal read with end lines in it holds every line', () => {
  const view = createJournalView(() => null);
  const lines = [touch('a'), encodeLine({ kind: 'end', nonce: 'x' }), touch('b')];
  const bytes = Buffer.concat(lines);
  expect(view.read(bytes, 'appended', 0, true)).toEqual({ consumed: bytes.length, damaged: [] });
});

it('a repetition is refused, and nothing is written, once only a tombstone is left', () => {
  const folder = join(temporaryFolder(), 'episodic');
  const open = (): ReturnType<typeof createJournalEventStore> =>
    createJournalEventStore({
      folder,
      maxBytes: 100_000,
      fit: (events) => ({ events, dropped: [] }),
      report: () => undefined,
    });
  const [ann, bob] = [open(), open()];
  ann.append(aNewEvent({ text: 'tea', id: 'tea' }));
  expect(bob.find('tea')?.support).toBe(1);
  ann.rewrite((events) => events.map((event) => ({ ...event, level: 'forgotten', text: '' })));
  const { bytes } = ann.stats();
  expect(bob.repeat('tea', 5, [])).toBeNull();
  expect(bob.stats().bytes).toBe(bytes);
});
