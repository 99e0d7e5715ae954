import { describe, expect, it } from 'vitest';
import { SentinelError } from '../src/index.js';

describe('SentinelError', () => {
  it('carries a code, a message and a cause', () => {
    const cause = new Error('disk');
    const error = new SentinelError('JOURNAL_FAILED', 'not written', { cause });
    expect(error).toMatchObject({
      name: 'SentinelError',
      code: 'JOURNAL_FAILED',
      message: 'not written',
      cause,
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('is recognised across copies of the package, by code if one is named', () => {
    const foreign = { '@sentinel-agentos/error': true, code: 'DENIED' };
    expect(SentinelError.is(foreign)).toBe(true);
    expect(SentinelError.is(foreign, 'DENIED')).toBe(true);
    expect(SentinelError.is(foreign, 'ABORTED')).toBe(false);
  });

  it.each([[null], [undefined], ['DENIED'], [new Error('x')], [{ code: 'DENIED' }]])(
    'does not take %s for one',
    (value) => {
      expect(SentinelError.is(value)).toBe(false);
    },
  );
});
