import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventRecord } from '@sentinel-agentos/core';
import { openJournal } from '../../src/index.js';
import type { FileJournal, JournalOptions } from '../../src/index.js';

const NAMES = ['switch.on', 'switch.off'];

interface Place {
  readonly dir: string;
  readonly open: (options?: Partial<JournalOptions>) => FileJournal;
}

function place(): Place {
  const root = mkdtempSync(join(tmpdir(), 'sentinel-follow-'));
  const dir = join(root, 'audit');
  return { dir, open: (options) => openJournal({ dir, keyDir: join(root, 'keys'), ...options }) };
}

const event = (name: string, data: EventRecord['data'] = {}, sessionId = 's'): EventRecord => ({
  kind: 'event',
  name,
  at: 1,
  sessionId,
  data,
});

const fileIn = (dir: string): string =>
  join(dir, readdirSync(dir).find((name) => name.endsWith('.jsonl')) ?? '');

/** What is new, as `name seq`, after `anew` when all of it is. */
const newsOf = (follow: ReturnType<FileJournal['follow']>): readonly string[] => {
  const { isAnew, events } = follow();
  return [...(isAnew ? ['anew'] : []), ...events.map(({ name, seq }) => `${name} ${seq}`)];
};

describe('events that are followed', () => {
  it('are given once, in their order, whoever appended them and however they stand among others', async () => {
    const { open } = place();
    const [one, other] = [open(), open()];
    const follow = one.follow(NAMES);
    expect(newsOf(follow)).toEqual(['anew']);
    one.appendSync(event('switch.on'));
    one.appendSync(event('else', { name: 'switch.on', text: '"name":"switch.on"' }));
    other.appendSync(event('switch.off', { text: '\n{"kind":"event","name":"switch.on"' }));
    expect(newsOf(follow)).toEqual(['switch.on 1', 'switch.off 5']);
    expect(newsOf(follow)).toEqual([]);
    other.appendSync(event('switch.on'));
    expect(newsOf(follow)).toEqual(['switch.on 7']);
    expect(newsOf(other.follow(NAMES))).toEqual(['anew', 'switch.on 1', 'switch.off 5', 'switch.on 7']);
    await one.close();
    await other.close();
  });

  it('are found whatever the names are', async () => {
    const journal = place().open();
    const odd = ['"', 'é"\\', 'switch', '__proto__', ''];
    const follow = journal.follow(odd);
    for (const name of [...odd, 'other']) journal.appendSync(event(name));
    expect(follow().events.map(({ name }) => name)).toEqual(odd);
    expect(journal.follow(['é"\\'])().events).toHaveLength(1);
    expect(journal.follow([])().events).toEqual([]);
    await journal.close();
  });

  it('are found in every segment, and with what was put aside of them', async () => {
    const { open, dir } = place();
    const journal = open({ segmentBytes: 2000, payloads: 'blobs', blobsFrom: 0 });
    const follow = journal.follow(NAMES);
    for (let time = 0; time < 12; time += 1) {
      journal.appendSync(event('noise', { text: 'x'.repeat(900) }));
      journal.appendSync(event(time % 2 === 0 ? 'switch.on' : 'switch.off', { time }));
      expect(follow().events.map(({ data }) => data)).toEqual([{ time }]);
    }
    expect(readdirSync(dir).filter((name) => name.endsWith('.jsonl')).length).toBeGreaterThan(3);
    expect(open().follow(NAMES)().events).toHaveLength(12);
    await journal.close();
  });

  it('are not those that no checkpoint commits, nor those of lines that cannot be read', async () => {
    const { open, dir } = place();
    const journal = open();
    const follow = journal.follow(NAMES);
    journal.appendSync(event('switch.on'));
    expect(newsOf(follow)).toEqual(['anew', 'switch.on 1']);
    const path = fileIn(dir);
    const [, line = '', checkpoint = ''] = readFileSync(path, 'utf8').split('\n');
    appendFileSync(path, `${line}\n{"name":"switch.on"\n"checkpoint":"\n`);
    expect(newsOf(follow)).toEqual([]);
    journal.catchUp();
    // Whoever commits it all the same is found out by the signature.
    appendFileSync(path, `${line}\n${checkpoint}\n`);
    expect(newsOf(follow)).toEqual(['switch.on 1']);
    expect(() => journal.catchUp()).toThrow(expect.objectContaining({ code: 'TAMPERED' }));
    expect(() => open().catchUp()).toThrow(expect.objectContaining({ code: 'TAMPERED' }));
    await journal.close();
  });

  it('are given anew where the journal is not the one that was read', async () => {
    const { open, dir } = place();
    const journal = open();
    const follow = journal.follow(NAMES);
    journal.appendSync(event('switch.on'));
    journal.appendSync(event('switch.off'));
    expect(newsOf(follow)).toHaveLength(3);
    const path = fileIn(dir);
    const bytes = readFileSync(path);
    truncateSync(path, bytes.indexOf('switch.off'));
    expect(newsOf(follow)).toEqual(['anew', 'switch.on 1']);
    rmSync(dir, { recursive: true });
    expect(newsOf(follow)).toEqual(['anew']);
    await journal.close();
  });
});
