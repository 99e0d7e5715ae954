import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { JsonObject } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/format/canonical-json.js';
import { elideToFit, type Elided } from '../../src/format/elide.js';
import { event, intent } from '../support/records.js';

type Shortened = Record<string, unknown> & {
  readonly params: Record<string, unknown>;
  readonly elided?: readonly Elided[];
};
const fields = (record: object): Record<string, unknown> => ({ ...record });
const shorten = (record: object, limit: number): Shortened => {
  const text = elideToFit(fields(record), limit);
  expect(text).not.toBeNull();
  expect(Buffer.byteLength(text ?? '')).toBeLessThanOrEqual(limit);
  return JSON.parse(text ?? '') as Shortened;
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('elideToFit', () => {
  it('leaves a record that fits as it is', () => {
    expect(shorten(intent('op_1'), 10_000)).toEqual(intent('op_1'));
  });

  it('replaces the largest string of the parameters first, by its size and hash', () => {
    const content = '字'.repeat(30_000);
    const record = shorten(
      intent('op_1', { params: { path: 'a.txt', content, small: 's'.repeat(600) } }),
      65_000,
    );
    const elided = { bytes: 90_000, sha256: sha256(content) };
    expect(record.params).toEqual({ path: 'a.txt', content: { $elided: elided }, small: 's'.repeat(600) });
    expect(record.elided).toEqual([{ path: '/params/content', ...elided }]);
  });

  it('lists what it left out, so that a marker in the parameters themselves proves nothing', () => {
    const fake = { $elided: { bytes: 1, sha256: 'f'.repeat(64) } };
    const record = shorten(intent('op_1', { params: { fake, long: 'x'.repeat(9000) } }), 4000);
    expect(record.params['fake']).toEqual(fake);
    expect(record.elided?.map(({ path }) => path)).toEqual(['/params/long']);
  });

  it('shortens long text outside of the parameters without breaking a character', () => {
    const cwd = `${'c'.repeat(199)}🛡${'d'.repeat(5000)}`;
    const record = shorten(intent('op_1', { cwd }), 3000);
    expect(record['cwd']).toBe(`${'c'.repeat(199)}… [5203 bytes, sha256 ${sha256(cwd)}]`);
    expect(record.elided?.[0]?.path).toBe('/cwd');
  });

  it('replaces whole members, then all of the parameters, when there is no long string', () => {
    const list = Array.from({ length: 5000 }, (_, index) => index);
    const members = shorten(intent('op_1', { params: { list, kept: true } }), 4000);
    expect(members.params['kept']).toBe(true);
    expect(members.params['list']).toHaveProperty('$elided.bytes', JSON.stringify(list).length);

    const many = Object.fromEntries(list.map((index) => [`key-${index}`, index]));
    expect(Object.keys(shorten(intent('op_1', { params: many }), 4000).params)).toEqual(['$elided']);
    expect(shorten(event('e', list), 4000)['data']).toHaveProperty('$elided');
  });

  it('keeps the first items of long lists outside of the parameters', () => {
    const { decision } = intent('op_1');
    const effect = { verb: 'fs.delete', target: '/workspace/file', scope: 'workspace' } as const;
    const effects = Array.from({ length: 3000 }, () => effect);
    const record = shorten(intent('op_1', { decision: { ...decision, effects } }), 8000);
    expect(record).toHaveProperty('decision.effects.length', 64);
    expect(record.elided?.[0]?.path).toBe('/decision/effects');
    const tight = shorten(intent('op_1', { decision: { ...decision, effects } }), 800);
    expect(tight).toHaveProperty('decision.effects.length', 1);
    const whole = canonicalJson(effects);
    expect(tight.elided).toEqual([{ path: '/decision/effects', bytes: whole.length, sha256: sha256(whole) }]);
  });

  it('comes to an end soon with ten thousand long strings', () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `${index}`.padEnd(700, '.'));
    const record = shorten(intent('op_1', { params: { texts } }), 65_000);
    expect(record.params['texts']).toHaveProperty('$elided');
    expect(record.elided?.map(({ path }) => path)).toEqual(['/params/texts']);
  });

  it('says so when nothing helps', () => {
    expect(elideToFit(fields(intent('op_1')), 100)).toBeNull();
    expect(elideToFit({ kind: 'event', ['k'.repeat(2000)]: 1 }, 1000)).toBeNull();
  });

  it('fits any parameters, whatever their keys', () => {
    const params = fc.dictionary(fc.string({ maxLength: 2000 }), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 20,
    });
    fc.assert(
      fc.property(params, fc.string({ minLength: 3000, maxLength: 9000 }), (value, text) => {
        const record = shorten(intent('op_1', { params: { ...(value as JsonObject), text } }), 3000);
        expect(record['callId']).toBe('op_1');
      }),
    );
  });
});
