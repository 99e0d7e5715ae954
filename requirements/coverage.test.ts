import { describe, expect, it } from 'vitest';
import { citationsIn, citedIds, collectCitations } from './citations.js';
import { compare } from './coverage.js';
import { readManifests, type Requirement } from './manifest.js';

describe('the promises of the reference documents', () => {
  const coverage = compare(readManifests(), collectCitations());

  it('are well-formed entries with unique ids', () => {
    expect(coverage.malformed).toEqual([]);
  });

  it('are cited by a test or an example when they count as shown', () => {
    expect(coverage.unproven).toEqual([]);
  });

  it('name the issue that brings them when they are not shown', () => {
    expect(coverage.forgotten).toEqual([]);
  });

  it('are all that tests cite', () => {
    expect(coverage.unknown).toEqual([]);
  });
});

describe('comparing promises with citations', () => {
  const promise = (id: string, rest: Partial<Requirement>): Requirement => ({
    id,
    promise: 'Holds.',
    status: 'planned',
    ...rest,
  });
  const citation = (id: string) => ({ id, file: 'a.test.ts', line: 1 });

  it('finds what is said to be shown and is not cited', () => {
    const { unproven } = compare([promise('S2-08', { status: 'shown' })], [citation('S2-09')]);
    expect(unproven.map(({ id }) => id)).toEqual(['S2-08']);
  });

  it('finds a citation that no manifest knows', () => {
    expect(compare([], [citation('S2-99')]).unknown).toEqual([citation('S2-99')]);
  });

  it('finds what is neither shown nor planned by an issue', () => {
    expect(compare([promise('S2-08', {})], []).forgotten).toHaveLength(1);
    expect(compare([promise('S2-08', { issue: '02' })], []).forgotten).toEqual([]);
  });

  it('finds what is planned and cited already', () => {
    expect(compare([promise('S2-08', { issue: '02' })], [citation('S2-08')]).early).toHaveLength(1);
  });

  it('finds entries that are no entries', () => {
    const wrong = [promise('S2-8', {}), promise('S2-08', {}), promise('S2-08', { promise: ' ' })];
    expect(compare(wrong, []).malformed).toEqual([
      'S2-8: an id looks like S2-08',
      'S2-08: listed twice',
      'S2-08: has no promise',
    ]);
  });
});

describe('reading citations', () => {
  it.each([
    ['[S2-08] a missing field is named', ['S2-08']],
    ['[S2-08][S2-09] two', ['S2-08', 'S2-09']],
    ['[S2-08, S2-09, 11] a list', ['S2-08', 'S2-09', 'S2-11']],
    ['[S2-43…45] a run', ['S2-43', 'S2-44', 'S2-45']],
    ['S2-08 without brackets', []],
    ['[S2-] no number', []],
  ])('%s', (text, ids) => {
    expect(citedIds(text)).toEqual(ids);
  });

  it('reads titles, rows and templates, and no comment', () => {
    const code = [
      "it('[S2-08] is shown', () => {});",
      "for (const title of ['[S2-09] row']) it(title, () => {});",
      'it(`[S2-10] ${1} part`, () => {});',
      "// it('[S2-11] not shown', () => {});",
      "it.each([['S2-12', 1]])('[%s] cell', () => {});",
    ].join('\n');
    expect(citationsIn('a.test.ts', code).map(({ id, line }) => `${id}:${String(line)}`)).toEqual([
      'S2-08:1',
      'S2-09:2',
      'S2-10:3',
      'S2-12:5',
    ]);
  });

  it('counts no test that does not run', () => {
    const code =
      "it.skip('[S2-08] a', () => {}); it.todo('[S2-09] b'); describe.skip('c', () => { it('[S2-10] d'); });";
    expect(citationsIn('a.test.ts', code)).toEqual([]);
  });
});
