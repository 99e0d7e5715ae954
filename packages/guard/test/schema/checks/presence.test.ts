import { describe, expect, it } from 'vitest';
import { broken, messages } from '../check-rule.js';

describe('required', () => {
  it('[S2-08] names the field that is missing or null, and no other', () => {
    expect(broken({ required: ['path', 'mode'] }, { mode: 'r' })).toEqual(['path: required']);
    expect(broken({ required: ['path'] }, { path: null })).toEqual(['path: required']);
    expect(messages({ required: ['path'] }, {})).toEqual(['path is required']);
    expect(broken({ required: ['path'] }, { path: '' })).toEqual([]);
    expect(broken({ required: ['n', 'b'] }, { n: 0, b: false })).toEqual([]);
  });

  it('[S2-08] is not fooled by names that every object inherits', () => {
    expect(broken({ required: ['constructor', '__proto__', 'toString'] }, {})).toEqual([
      'constructor: required',
      '__proto__: required',
      'toString: required',
    ]);
  });
});

describe('requiredOneOf', () => {
  const rule = { requiredOneOf: [['path', 'file_path'], ['a']] };

  it('[S2-08] names the first field of a group that is missing whole', () => {
    expect(broken(rule, { a: 1 })).toEqual(['path: requiredOneOf']);
    expect(broken(rule, { path: null, file_path: null, a: 1 })).toEqual(['path: requiredOneOf']);
    expect(broken(rule, { file_path: '', a: 0 })).toEqual([]);
    expect(messages(rule, {})).toEqual(['path is required (or file_path)', 'a is required']);
  });
});

describe('forbidden', () => {
  it('[S2-22] rejects a forbidden field that is there, even as null', () => {
    expect(broken({ required: ['path'], forbidden: ['recursive'] }, { path: 'a', recursive: false })).toEqual(
      ['recursive: forbidden'],
    );
    expect(broken({ forbidden: ['x'] }, { x: null })).toEqual(['x: forbidden']);
    expect(broken({ forbidden: [] }, { x: null })).toEqual([]);
    expect(broken({ forbidden: ['__proto__'] }, JSON.parse('{"__proto__":1}') as object)).toEqual([
      '__proto__: forbidden',
    ]);
  });
});

describe('dependsOn', () => {
  it('[S2-17] demands base_branch once auto_merge is on', () => {
    const rule = { dependsOn: { auto_merge: 'base_branch' } };
    expect(broken(rule, { auto_merge: true })).toEqual(['base_branch: dependsOn']);
    expect(broken(rule, { auto_merge: true, base_branch: null })).toEqual(['base_branch: dependsOn']);
    expect(broken(rule, { auto_merge: true, base_branch: 'main' })).toEqual([]);
    expect(broken(rule, { auto_merge: false })).toEqual([]);
    expect(broken(rule, { auto_merge: null })).toEqual([]);
    expect(broken(rule, {})).toEqual([]);
  });

  it('[S2-17] takes several at once and says what made them necessary', () => {
    expect(broken({ dependsOn: { a: ['b', 'c'] } }, { a: 0, c: 1 })).toEqual(['b: dependsOn']);
    expect(messages({ dependsOn: { a: ['b'] } }, { a: 1 })).toEqual(['b is required because a is set']);
  });
});

describe('mutuallyExclusive', () => {
  it('[S2-18] gives one error that lists the group', () => {
    const rule = { mutuallyExclusive: [['content', 'file_path', 'url']] };
    expect(messages(rule, { content: 'a', url: 'b' })).toEqual([
      'content excludes the others of content, file_path, url: give only one of them',
    ]);
    expect(broken(rule, { content: 'a', file_path: 'b', url: 'c' })).toHaveLength(1);
    expect(broken(rule, { content: 'a', url: null })).toEqual([]);
    expect(broken(rule, { url: 'a' })).toEqual([]);
  });
});
