import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventRecord } from '@sentinel-agentos/core';
import { openJournal } from '../../src/index.js';
import type { FileJournal, JournalOptions } from '../../src/index.js';

interface Place {
  readonly dir: string;
  readonly open: (options?: Partial<JournalOptions>) => FileJournal;
}

function place(): Place {
  const root = mkdtempSync(join(tmpdir(), 'sentinel-tail-'));
  const dir = join(root, 'audit');
  return { dir, open: (options) => openJournal({ dir, keyDir: join(root, 'keys'), ...options }) };
}

const event = (name: string, data: EventRecord['data'] = {}): EventRecord => ({
  kind: 'event',
  name,
  at: 1,
  sessionId: 's',
  data,
});

const namesIn = (tail: ReturnType<FileJournal['tail']>): readonly string[] =>
  tail().map((record) => (record.kind === 'event' ? `${record.name} ${record.seq}` : record.kind));

describe('records that are followed from now on', () => {
  it('are those that come, by whatever process, once and in their order', async () => {
    const { open } = place();
    const [one, other] = [open(), open()];
    one.appendSync(event('before'));
    const tail = one.tail();
    expect(namesIn(tail)).toEqual([]);
    one.appendSync(event('first', { text: '\n{"kind":"event"}' }));
    other.appendSync(event('second'));
    expect(namesIn(tail)).toEqual(['first 3', 'second 5']);
    expect(namesIn(tail)).toEqual([]);
    other.appendSync(event('third'));
    expect(namesIn(tail)).toEqual(['third 7']);
    await one.close();
    await other.close();
  });

  it('go on over the end of a segment, and from a journal that had none', async () => {
    const { open } = place();
    const journal = open({ segmentBytes: 600 });
    const tail = journal.tail();
    expect(namesIn(tail)).toEqual([]);
    for (const name of ['a', 'b', 'c', 'd']) journal.appendSync(event(name));
    expect(namesIn(tail).map((text) => text[0])).toEqual(['a', 'b', 'c', 'd']);
    const later = journal.tail();
    for (const name of ['e', 'f']) journal.appendSync(event(name));
    expect(namesIn(later).map((text) => text[0])).toEqual(['e', 'f']);
    expect(namesIn(tail).map((text) => text[0])).toEqual(['e', 'f']);
    await journal.close();
  });

  it('begin behind a journal that takes the place of the one that was read', async () => {
    const { dir, open } = place();
    const journal = open();
    const tail = journal.tail();
    journal.appendSync(event('old'));
    expect(namesIn(tail)).toHaveLength(1);
    await journal.close();
    rmSync(dir, { recursive: true });
    const next = open({ anchorDir: join(dir, '..', 'anchors') });
    next.appendSync(event('missed'));
    expect(namesIn(tail)).toEqual([]);
    next.appendSync(event('new'));
    expect(namesIn(tail).map((text) => text.split(' ')[0])).toEqual(['new']);
    await next.close();
  });
});
