import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fileAnchorSink,
  gitAnchorSink,
  openJournal,
  readAnchor,
  readGitAnchor,
  verifyJournal,
  type Anchor,
  type AnchorSink,
} from '../../src/index.js';
import { journalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { rejected, thrown } from '../support/thrown.js';

describe('a sink for anchors', () => {
  it('is given every head while it keeps up, and the newest when it does not', async () => {
    const place = journalPlace();
    const [fast, slow]: [number[], number[]] = [[], []];
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const anchors: AnchorSink[] = [
      { name: 'fast', publish: ({ size }) => void fast.push(size) },
      {
        name: 'slow',
        async publish({ size }) {
          slow.push(size);
          await gate;
        },
      },
    ];
    const journal = place.open({ anchors });
    for (const name of ['a', 'b', 'c']) journal.appendSync(event(name));
    expect(fast).toEqual([2, 4, 6]);
    expect(slow).toEqual([2]);
    expect(journal.status().anchors).toEqual([
      { name: 'fast', published: 6, failure: null },
      { name: 'slow', published: null, failure: null },
    ]);
    go();
    await journal.close();
    expect(slow).toEqual([2, 6]);
    expect(journal.status().anchors[1]).toMatchObject({ published: 6 });
  });

  it('that fails fails no append: the journal records it once, and the status shows it', async () => {
    const place = journalPlace();
    let isBroken = true;
    const publish = (): void => {
      if (isBroken) throw new Error('the mount is gone');
    };
    const reject = (): Promise<void> => Promise.reject(new Error('no network'));
    const journal = place.open({
      anchors: [
        { name: 'mount', publish },
        { name: 'far', publish: reject },
      ],
    });
    for (const name of ['a', 'b', 'c']) await journal.append(event(name));
    expect(journal.status().anchors).toMatchObject([
      { failure: 'the mount is gone' },
      { failure: 'no network' },
    ]);
    isBroken = false;
    await journal.append(event('d'));
    expect(journal.status().anchors[0]).toMatchObject({ failure: null });
    await journal.close();
    const failures = place.records().filter(({ name }) => name === 'anchor-sink-failed');
    expect(failures.map(({ data }) => data)).toEqual([
      { sink: 'mount', message: 'the mount is gone' },
      { sink: 'far', message: 'no network' },
    ]);
    expect(place.open().verify().status).toBe('ok');
  });
});

describe('fileAnchorSink', () => {
  it('notes the head in a file, which a verifier takes beside the others', async () => {
    const place = journalPlace();
    const path = join(place.root, 'mount', 'journal.anchor');
    const journal = place.open({ anchors: [fileAnchorSink(path)] });
    await journal.append(event('a'));
    const early = place.anchor();
    for (const name of ['b', 'c']) await journal.append(event(name));
    await journal.close();
    const reading = readAnchor(path);
    if (reading.status !== 'read') throw new Error(reading.status);
    expect(reading.anchor).toEqual(place.anchor());
    const anchors = [reading.anchor, early];
    expect(verifyJournal({ dir: place.dir, anchors })).toMatchObject({
      status: 'ok',
      levels: { anchor: 'holds' },
    });
    const other: Anchor = { ...early, root: 'f'.repeat(64) };
    expect(verifyJournal({ dir: place.dir, anchors: [...anchors, other] })).toMatchObject({
      status: 'tampered',
      bad: { reason: 'not-anchored' },
      levels: { anchor: 'broken' },
    });
    expect(verifyJournal({ dir: place.dir, anchors: [early, { ...early, size: 100 }] })).toMatchObject({
      status: 'truncated',
      levels: { anchor: 'broken' },
    });
  });

  it('replaces the longer head of another journal as a whole', () => {
    const place = journalPlace();
    const path = join(place.root, 'a');
    writeFileSync(path, 'x'.repeat(2000));
    place.open({ anchors: [fileAnchorSink(path)] }).appendSync(event('a'));
    expect(readAnchor(path)).toMatchObject({ status: 'read' });
  });

  it.each(['relative/path', '', 5 as unknown as string, '/a\0b'])('refuses the path %j', (path) => {
    thrown('INVALID_ARGUMENT', () => fileAnchorSink(path));
  });
});

describe('gitAnchorSink', () => {
  const hasGit = spawnSync('git', ['--version']).status === 0;

  it('notes the head under a ref, and runs nothing that the repository brings along', async (test) => {
    if (!hasGit) return test.skip('skipped: no git');
    const place = journalPlace();
    const repository = join(place.root, 'repository');
    execFileSync('git', ['init', '-q', repository]);
    const hook = join(repository, '.git', 'hooks', 'reference-transaction');
    mkdirSync(join(repository, '.git', 'hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch ${join(place.root, 'ran')}\n`);
    chmodSync(hook, 0o755);
    const journal = place.open({ anchors: [gitAnchorSink(repository)] });
    for (const name of ['a', 'b']) await journal.append(event(name));
    await journal.close();
    const anchor = await readGitAnchor(repository, place.anchor().journal);
    expect(anchor).toEqual(place.anchor());
    expect(existsSync(join(place.root, 'ran'))).toBe(false);
    expect(await readGitAnchor(repository, 'a'.repeat(32))).toBeNull();
    await rejected('INVALID_ARGUMENT', readGitAnchor(repository, '../heads/main'));
  });

  it('says in the status when there is no repository', async (test) => {
    if (!hasGit) return test.skip('skipped: no git');
    const place = journalPlace();
    const journal = place.open({ anchors: [gitAnchorSink(join(place.root, 'none'))] });
    await journal.append(event('a'));
    await journal.close();
    expect(journal.status().anchors[0]).toMatchObject({ published: null });
    expect(journal.status().anchors[0]?.failure).toContain('none');
    thrown('INVALID_ARGUMENT', () => gitAnchorSink('relative'));
  });
});

it('a journal without sinks says so, and one is opened without writing anything', () => {
  const place = journalPlace();
  const journal = openJournal({ dir: place.dir, keyDir: place.keyDir });
  expect(journal.status()).toEqual({ segment: null, anchors: [] });
  expect(existsSync(place.dir)).toBe(false);
  rmSync(place.dir, { recursive: true, force: true });
});
