import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '@sentinel-agentos/core';
import { MAX_BODY_BYTES } from '../../src/format/line.js';
import { recordBody } from '../../src/write/record-body.js';
import { event, intent } from '../support/records.js';
import { thrown } from '../support/thrown.js';

describe('recordBody', () => {
  it('writes a record as canonical JSON', () => {
    expect(recordBody(event('e', { b: 1, a: '中' }))).toBe(
      '{"at":1700000000000,"data":{"a":"中","b":1},"kind":"event","name":"e","sessionId":"session-1"}',
    );
  });

  it('keeps a record that just fits and shortens one that just does not', () => {
    const room = MAX_BODY_BYTES - recordBody(event('e', '')).length;
    expect(recordBody(event('e', 'x'.repeat(room)))).not.toContain('$elided');
    expect(recordBody(event('e', 'x'.repeat(room + 1)))).toContain('$elided');
    expect(
      Buffer.byteLength(recordBody(intent('op_1', { params: { text: '字'.repeat(500_000) } }))),
    ).toBeLessThan(2000);
  });

  it('refuses a record that cannot be made to fit', () => {
    const keys = { ...event('e'), ['k'.repeat(70_000)]: 1 };
    expect(thrown('INVALID_ARGUMENT', () => recordBody(keys)).message).toContain('cannot be shortened');
  });

  it.each([null, 5, {}, { kind: 'checkpoint' }, { kind: 'genesis' }])(
    'refuses %j, which is no record',
    (value) => {
      thrown('INVALID_ARGUMENT', () => recordBody(value as unknown as JournalRecord));
    },
  );

  it.each(['$prev', '$seq', '!', 'checkpoint', 'elided', ''])('refuses a field named %j', (key) => {
    thrown('INVALID_ARGUMENT', () => recordBody({ ...event('e'), [key]: 1 }));
  });
});
