import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFacts, effect } from '../support/trust-facts.js';
import { CHAIN_PATTERNS, createChainWatch } from '../../src/trust/chain-risk.js';
import type { CallFacts } from '../../src/trust/call-facts.js';

const read = (path: string, callId = 'r'): CallFacts =>
  callFacts({ callId, effects: [effect('fs.read', path)] });
const write = (path: string, callId = 'w'): CallFacts =>
  callFacts({ callId, effects: [effect('fs.write', path)] });
const run = (path: string, callId = 'x'): CallFacts =>
  callFacts({ callId, effects: [effect('fs.read', path), effect('code.exec', path)] });
const chainsOf = (...calls: readonly CallFacts[]): unknown => {
  const watch = createChainWatch();
  return calls.flatMap((facts) => watch.call(facts));
};

describe('a chain of calls', () => {
  it('[S4-80] reads a file, writes it and runs it', () => {
    expect(chainsOf(read('/w/a.sh'), write('/w/a.sh'), run('/w/a.sh'))).toEqual([
      { pattern: 'READ_WRITE_EXEC', calls: ['r', 'w', 'x'] },
    ]);
  });

  it('[S4-80] copies what was read to where it is run', () => {
    const copy = callFacts({ callId: 'c', effects: [effect('fs.read', '/w/a'), effect('fs.write', '/w/b')] });
    expect(chainsOf(read('/w/a'), copy, run('/w/b'))).toEqual([
      { pattern: 'READ_WRITE_EXEC', calls: ['r', 'c', 'x'] },
    ]);
  });

  it('[S4-81] runs what it has read, and not something else', () => {
    expect(chainsOf(read('/w/a.sh'), run('/w/a.sh'))).toEqual([{ pattern: 'READ_EXEC', calls: ['r', 'x'] }]);
    expect(chainsOf(read('/w/a.sh'), run('/w/b.sh'), run(''))).toEqual([]);
  });

  it('[S4-82] runs what it has written', () => {
    expect(chainsOf(write('/w/a.sh'), write('/w/a.sh', 'w2'), run('/w/a.sh'))).toEqual([
      { pattern: 'WRITE_EXEC', calls: ['w2', 'x'] },
    ]);
  });

  it('[S4-83] counts where a detector followed the data', () => {
    const facts = callFacts({ callId: 'x', rules: ['flow.chain.READ_EXEC', 'flow.chain.OTHER'] });
    expect(chainsOf(facts)).toEqual([{ pattern: 'READ_EXEC', calls: ['x'] }]);
  });

  it('[S4-11] is told once a pattern a turn', () => {
    const watch = createChainWatch();
    watch.call(write('/w/a'));
    expect(watch.call(run('/w/a'))).toHaveLength(1);
    expect(watch.call(run('/w/a'))).toEqual([]);
    watch.turn();
    expect(watch.call(run('/w/a'))).toEqual([]);
    watch.call(write('/w/a'));
    expect(watch.call(run('/w/a'))).toHaveLength(1);
  });

  it('is not made by a call that did not run', () => {
    expect(chainsOf({ ...write('/w/a'), ran: false }, run('/w/a'))).toEqual([]);
  });

  it('is not told of what one call does alone', () => {
    const alone = callFacts({ effects: [effect('fs.write', '/w/a'), effect('code.exec', '/w/a')] });
    expect(chainsOf(alone)).toEqual([]);
  });
});

it('at most three chains come of a turn, whatever is called', () => {
  const path = fc.constantFrom('/w/a', '/w/b', '__proto__', '', '/');
  const verb = fc.constantFrom('fs.read' as const, 'fs.write' as const, 'code.exec' as const);
  const facts = fc
    .array(fc.tuple(verb, path), { maxLength: 4 })
    .map((pairs) => callFacts({ effects: pairs.map(([each, target]) => effect(each, target)) }));
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 40 }), (calls) => {
      const watch = createChainWatch();
      const patterns = calls.flatMap((each) => watch.call(each)).map(({ pattern }) => pattern);
      expect(new Set(patterns).size).toBe(patterns.length);
      expect(patterns.every((each) => CHAIN_PATTERNS.includes(each))).toBe(true);
    }),
  );
});
