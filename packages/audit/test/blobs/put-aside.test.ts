import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { putAside } from '../../src/blobs/put-aside.js';
import { blobRefs } from '../../src/format/blob-ref.js';
import { MAX_BODY_BYTES } from '../../src/format/line.js';
import { recordBody } from '../../src/write/record-body.js';
import { event, intent } from '../support/records.js';

/** A store that keeps what it is given, under a name of its own. */
function store(): { readonly kept: Map<string, string>; readonly keep: (content: string) => string } {
  const kept = new Map<string, string>();
  return {
    kept,
    keep(content) {
      const name = randomBytes(32).toString('hex');
      kept.set(name, content);
      return name;
    },
  };
}

describe('putAside', () => {
  it('moves large members of a payload and leaves short ones where people can read them', () => {
    const { kept, keep } = store();
    const record = intent('op_1', {
      params: { path: 'a.txt', content: 'x'.repeat(5000), 'a/b': ['y'.repeat(5000)] },
    });
    const lighter = putAside({ ...record }, 4096, keep);
    const refs = blobRefs(lighter);
    expect(refs.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['/params/a~1b', 5004],
      ['/params/content', 5002],
    ]);
    const [list, content] = refs;
    expect(lighter['params']).toEqual({
      path: 'a.txt',
      content: { $blob: { bytes: 5002, commitment: content?.commitment } },
      'a/b': { $blob: { bytes: 5004, commitment: list?.commitment } },
    });
    expect(kept.get(content?.commitment ?? '')).toBe(JSON.stringify('x'.repeat(5000)));
    expect(record.params).toHaveProperty('path', 'a.txt');
    expect(record).not.toHaveProperty('blobs');
  });

  it('moves every payload as a whole when asked for, but nothing that says nothing', () => {
    const { kept, keep } = store();
    const lighter = putAside({ ...intent('op_1', { params: { name: 'Ada' } }) }, 0, keep);
    expect(blobRefs(lighter).map(({ path }) => path)).toEqual(['/params']);
    expect([...kept.values()]).toEqual(['{"name":"Ada"}']);
    for (const data of [null, 7, true, '', [], {}]) {
      const record = { ...event('e', data) };
      expect(putAside(record, 0, keep)).toBe(record);
    }
    expect(blobRefs(putAside({ ...event('e', 'words') }, 0, keep))).toHaveLength(1);
  });

  it.each([
    [
      'thousands of members',
      Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`key ${n}`, 'x'.repeat(40)])),
    ],
    [
      'hundreds of large members',
      Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}`, 'x'.repeat(9000)])),
    ],
    ['a giant key', { ['k'.repeat(60_000)]: 'x'.repeat(9000) }],
    [
      'keys that JSON writes long',
      Object.fromEntries(Array.from({ length: 60 }, (_, n) => ['\u0001'.repeat(190) + n, 'x'.repeat(9000)])),
    ],
  ])('moves a payload with %s as a whole, so that the record fits its line', (_, params) => {
    const { kept, keep } = store();
    const body = recordBody(intent('op_1', { params }), (record) => putAside(record, 4096, keep));
    expect(Buffer.byteLength(body)).toBeLessThan(MAX_BODY_BYTES);
    expect(JSON.parse(body)).not.toHaveProperty('elided');
    expect([...kept.values()].map((text) => JSON.parse(text) as unknown)).toEqual([params]);
  });

  it('keeps every value that it moves listed, whatever else is too long for the line', () => {
    const { kept, keep } = store();
    const record = intent('op_1', {
      params: Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`k${n}`, 'x'.repeat(5000)])),
    });
    const effects = Array.from(
      { length: 3000 },
      (_, n) => ({ verb: 'fs.read', target: `t${n}`, scope: 'workspace' }) as const,
    );
    const large = { ...record, decision: { ...record.decision, effects } };
    const body = recordBody(large, (fields) => putAside(fields, 4096, keep));
    expect(
      blobRefs(JSON.parse(body) as Record<string, unknown>)
        .map(({ commitment }) => commitment)
        .sort(),
    ).toEqual([...kept.keys()].sort());
    expect(JSON.parse(body)).toHaveProperty('elided');
  });

  it('makes a record that fits of any payload, and loses nothing of it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(60), (params, from) => {
        const { kept, keep } = store();
        const body = recordBody(
          intent('op_1', { params: JSON.parse(JSON.stringify(params)) as Record<string, never> }),
          (record) => putAside(record, from, keep),
        );
        const record = JSON.parse(body) as Record<string, unknown>;
        const refs = blobRefs(record);
        expect(refs.map(({ commitment }) => commitment).sort()).toEqual([...kept.keys()].sort());
        for (const { bytes, commitment } of refs)
          expect(Buffer.byteLength(kept.get(commitment) ?? '')).toBe(bytes);
      }),
    );
  });
});
