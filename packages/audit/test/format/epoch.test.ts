import { describe, expect, it } from 'vitest';
import { epochRecord, isEpochLine, readEpoch } from '../../src/format/epoch.js';
import { canonicalJson } from '../../src/format/canonical-json.js';
import { lineOf, NO_PREVIOUS, parseLineHeader } from '../../src/format/line.js';
import { createSigner } from '../../src/keys/signer.js';

const { key } = createSigner('some/journal', Buffer.alloc(32, 1));
const record = { $prev: NO_PREVIOUS, $seq: 7, ...epochRecord({ at: 1, number: 1, segment: 1, key }) };
const epoch = { at: 1, key: key.text, number: 1, segment: 1 };

describe('the record that introduces a key', () => {
  it('is told by the first bytes after its place, and read as it was written', () => {
    const isEpoch = (body: unknown): boolean => {
      const line = Buffer.from(lineOf(NO_PREVIOUS, 7, canonicalJson(body)));
      const header = parseLineHeader(line, 0, line.length);
      return header !== null && isEpochLine(line, header);
    };
    expect(isEpoch(epochRecord({ at: 1, number: 1, segment: 1, key }))).toBe(true);
    expect(isEpoch({ kind: 'event', name: 'epoch' })).toBe(false);
    expect(readEpoch(record)).toMatchObject({ at: 1, number: 1, segment: 1, key: { text: key.text } });
  });

  it.each([
    ['nothing', null],
    ['another record', { ...record, kind: 'event' }],
    ['one with more in it', { ...record, data: 1 }],
    ['no epoch', { ...record, epoch: null }],
    ['an epoch with more in it', { ...record, epoch: { ...epoch, more: 1 } }],
    ['a key that is none', { ...record, epoch: { ...epoch, key: 'x' } }],
    ['a time that is none', { ...record, epoch: { ...epoch, at: 'now' } }],
    ['a number that is no count', { ...record, epoch: { ...epoch, number: -1 } }],
    ['a segment that is no count', { ...record, epoch: { ...epoch, segment: 1.5 } }],
  ])('is not read from %s', (_, value) => {
    expect(readEpoch(value)).toBeNull();
  });
});
