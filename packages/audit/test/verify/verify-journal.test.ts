import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../src/verify/index.js';
import { explainBadRecord } from '../../src/verify/explain.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { tempFolder } from '../support/temp-folder.js';

const filled = async (): Promise<JournalPlace> => {
  const place = journalPlace();
  const journal = place.open();
  for (const name of ['a', 'b']) await journal.append(event(name));
  await journal.close();
  return place;
};

describe('verifyJournal', () => {
  it('says which levels it could check', async () => {
    const place = await filled();
    const anchor = place.anchor();
    const levels = (options: object): unknown => verifyJournal({ dir: place.dir, ...options }).levels;
    expect(levels({})).toEqual({
      structure: 'holds',
      key: 'unchecked',
      anchor: 'unchecked',
      witnesses: 'unchecked',
    });
    expect(levels({ publicKey: anchor.key })).toEqual({
      structure: 'holds',
      key: 'holds',
      anchor: 'unchecked',
      witnesses: 'unchecked',
    });
    expect(levels({ anchor })).toEqual({
      structure: 'holds',
      key: 'unchecked',
      anchor: 'holds',
      witnesses: 'unchecked',
    });
    expect(verifyJournal({ dir: place.dir, anchor })).toMatchObject({
      journal: anchor.journal,
      root: anchor.root,
      records: 5,
      message: { en: 'Whole: 5 records.' },
    });
  });

  it('holds a journal that grew since against an older anchor', async () => {
    const place = await filled();
    const anchor = place.anchor();
    const journal = place.open();
    await journal.append(event('c'));
    await journal.close();
    expect(verifyJournal({ dir: place.dir, anchor })).toMatchObject({ status: 'ok', records: 7 });
  });

  it('cannot check what is not there, is no journal, or is not given a real key', async () => {
    const place = await filled();
    expect(verifyJournal({ dir: tempFolder() })).toMatchObject({ status: 'unchecked', exitCode: 1 });
    expect(verifyJournal({ dir: place.dir, publicKey: 'x' }).message.en).toContain('"x"');
    place.write('');
    expect(verifyJournal({ dir: place.dir }).message.en).toContain('is empty');
    rmSync(place.file);
    mkdirSync(place.file);
    expect(verifyJournal({ dir: place.dir })).toMatchObject({ status: 'unchecked' });
  });

  it('finds a foreign file in the place of the journal', async () => {
    const place = await filled();
    place.write('hello\nworld\n');
    expect(verifyJournal({ dir: place.dir })).toMatchObject({ status: 'tampered', bad: { seq: 0 } });
    place.write(`${'x'.repeat(100_000)}\n`);
    expect(verifyJournal({ dir: place.dir })).toMatchObject({ status: 'tampered', bad: { seq: 0 } });
  });

  it('judges a tail without a commit by the anchor', async () => {
    const place = await filled();
    const anchor = place.anchor();
    place.write(`${place.bytes().toString()}garbage\n`);
    expect(verifyJournal({ dir: place.dir })).toMatchObject({ status: 'tampered', bad: { seq: 5 } });
    // The anchor proves that nothing more had been acknowledged.
    expect(verifyJournal({ dir: place.dir, anchor })).toMatchObject({
      status: 'truncated',
      reason: 'uncommitted',
    });
  });

  it('explains every kind of damage in both languages', () => {
    const reasons = [
      'changed',
      'missing',
      'repeated',
      'inserted',
      'rewritten',
      'not-signed',
      'foreign',
      'not-anchored',
      'misplaced',
      'wrong-epoch',
      'disputed',
    ] as const;
    for (const reason of reasons) {
      const { en, zh } = explainBadRecord({ seq: 7, through: 9, segment: 1, line: 8, offset: 99, reason });
      expect(en).toMatch(/^Tampered: .*7/);
      expect(zh).toMatch(/^已被篡改：.*7/);
    }
  });

  it('gives no answer other than the truth for a journal of which it was not told the anchor', async () => {
    const place = await filled();
    rmSync(place.anchorFile);
    expect(place.open().verify()).toMatchObject({
      status: 'unchecked',
      exitCode: 1,
      levels: { key: 'holds' },
    });
    rmSync(place.keyDir, { recursive: true });
    expect(place.open().verify()).toMatchObject({ status: 'unchecked', levels: { key: 'unchecked' } });
    place.write('');
    expect(place.open().verify()).toMatchObject({ status: 'unchecked' });
  });
});

describe('the verify entry', () => {
  it('reaches no code that writes, and no package at all', () => {
    const root = fileURLToPath(new URL('../../src/', import.meta.url));
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const [, names = '', from = ''] of readFileSync(path, 'utf8').matchAll(
        /^(?:import|export) ([^;]*?)\s*from '([^']+)';$/gms,
      )) {
        if (names.startsWith('type ')) continue;
        if (from.startsWith('.')) visit(join(dirname(path), from.replace(/\.js$/, '.ts')));
        else packages.add(from);
      }
    };
    visit(join(root, 'verify/index.ts'));
    const folders = new Set([...seen].map((path) => relative(root, path).split('/')[0] ?? ''));
    expect([...folders].sort()).toEqual(['anchor', 'format', 'merkle', 'read', 'verify']);
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([]);
    const code = [...seen].map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(code).not.toMatch(/writeSync|writeFile|renameSync|ftruncate|rmSync|mkdirSync/);
  });

  it('is checked by sha256sum and base64 of the system as well', async () => {
    const place = await filled();
    const [first = '', second = ''] = place.lines();
    const script = `printf '\\0%s' "$1" | sha256sum | cut -c1-64`;
    const hash = execFileSync('sh', ['-c', script, 'sh', first], { encoding: 'utf8' }).trim();
    expect(second.slice(10, 74)).toBe(hash);
  });
});
