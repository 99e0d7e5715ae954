import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callDigest, digestOf } from '../../src/decision/policy-digest.js';
import { callOf, effect } from '../effects-by-hand.js';

const call = callOf('write_file', { path: 'a', content: new Uint8Array([1, 2]) });
const digest = callDigest(call, [effect()], 'p');

describe('the digest of a call', () => {
  it('is a SHA-256 over the canonical text', () => {
    expect(digestOf({ b: 1, a: 'x' })).toBe(createHash('sha256').update('{"a":"x","b":1}').digest('hex'));
    expect(digest).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('is the same for the same call made again, whatever its id and the order of its parameters', () => {
    const again = callOf('write_file', { content: new Uint8Array([1, 2]), path: 'a' }, { id: 'op_2' });
    expect(callDigest(again, [effect()], 'p')).toBe(digest);
    expect(callDigest(call, [effect(), effect()], 'p')).toBe(digest);
  });

  it.each([
    ['tool', callOf('write', { path: 'a', content: new Uint8Array([1, 2]) }), [effect()], 'p'],
    ['bytes', callOf('write_file', { path: 'a', content: new Uint8Array([1, 3]) }), [effect()], 'p'],
    ['kind of value', callOf('write_file', { path: 'a', content: [1, 2] }), [effect()], 'p'],
    [
      'key',
      callOf('write_file', { path: 'a', content: new Uint8Array([1, 2]), ['__proto__x']: 1 }),
      [effect()],
      'p',
    ],
    ['folder', { ...call, cwd: '/other' }, [effect()], 'p'],
    ['session', { ...call, sessionId: 't' }, [effect()], 'p'],
    ['agent', { ...call, agentId: 'b' }, [effect()], 'p'],
    ['resolved target', call, [effect({ target: '/w/elsewhere' })], 'p'],
    ['verb', call, [effect({ verb: 'fs.delete' })], 'p'],
    ['policy', call, [effect()], 'q'],
  ] as const)('changes with the %s', (_, other, effects, policy) => {
    expect(callDigest(other, effects, policy)).not.toBe(digest);
  });
});
