import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrustLedger } from '../../src/trust/trust-ledger.js';
import { freshFolder } from '../support/workbench.js';
import { refuse, rulesFor, run, trustBench } from '../support/trust-bench.js';
import type { TrustEvent } from '../../src/trust/trust-event.js';

/** The file that holds the events of the only session in a folder. */
function fileIn(dir: string): string {
  return join(dir, readdirSync(dir).find((name) => name.endsWith('.events')) ?? 'none');
}

/** The same events taken up by another process. */
const again = (dir: string): ReturnType<typeof trustBench>['trust'] => trustBench({ dir }).trust;

const halted = (reason: string): TrustEvent => ({
  kind: 'halted',
  at: 1000,
  sessionId: 'main',
  calls: [],
  by: 'ada',
  reason,
  automatic: false,
});

describe('the kept events of a session', () => {
  it('count without the line that a crash cut off, which the status tells of and nobody is asked for', () => {
    const { trust, dir } = trustBench();
    refuse(trust, 'instant.superuser');
    const file = fileIn(dir);
    appendFileSync(file, '\n{"kind":"critical","cau');
    refuse(trust, 'variant.refused');
    const { r, axes } = trust.status('main');
    expect(r).toBeGreaterThan(0);
    expect(again(dir).status('main')).toMatchObject({ r, axes });
    expect(again(dir).status('main').problem).toMatch(/^1 of 3 kept events/u);
    expect(rulesFor(again(dir), 'fetch')).toEqual(rulesFor(trust, 'fetch'));
  });

  it('are none where every line is damaged, and then it is asked about them', () => {
    const { trust, dir } = trustBench();
    refuse(trust, 'instant.superuser');
    const file = fileIn(dir);
    writeFileSync(file, readFileSync(file).subarray(0, -5));
    expect(again(dir).status('main').problem).toMatch(/^1 of 1 kept events/u);
    expect(rulesFor(again(dir), 'fetch')).toEqual(['trust.unreadable']);
  });

  it.each([
    ['no JSON', '\0\0\0\0'],
    ['no object', '[]'],
    ['an unknown kind', '{"kind":"__proto__","at":1,"calls":[],"sessionId":"main"}'],
    ['a time beyond all calendars', '{"kind":"resumed","at":1e300,"calls":[],"sessionId":"main","by":"x"}'],
    ['a time that is none', '{"kind":"resumed","at":null,"calls":[],"sessionId":"main","by":"x"}'],
    ['a cause that is none', '{"kind":"critical","at":1,"calls":[],"sessionId":"main","cause":"toString"}'],
  ])('count without a line that holds %s', (_, line) => {
    const { trust, dir } = trustBench();
    refuse(trust, 'instant.superuser');
    appendFileSync(fileIn(dir), `\n${line}`);
    const { r } = trust.status('main');
    const problem = expect.stringContaining('1 of 2') as string;
    expect(again(dir).status('main')).toMatchObject({ r, problem });
  });

  it('do not stop the clock of the session when one of them is from the future', () => {
    const dir = freshFolder();
    createTrustLedger(dir).append({ kind: 'resumed', at: 8e15, sessionId: 'main', calls: [], by: 'x' });
    const { trust, clock } = trustBench({ dir });
    for (let spawn = 0; spawn < 5; spawn += 1) run(trust, 'spawn_agent');
    expect(rulesFor(trust, 'spawn_agent')).toEqual(['trust.spawn-limit']);
    clock.time += 300_000;
    expect(rulesFor(trust, 'spawn_agent')).toEqual([]);
  });

  it('are never an error, whatever lines stand in the file', () => {
    const { trust, dir } = trustBench();
    refuse(trust, 'instant.superuser');
    const file = fileIn(dir);
    const good = readFileSync(file, 'utf8');
    const number = fc.constantFrom(0, 1, -1, 1e15, 1e300, 1e308, Number.MAX_SAFE_INTEGER, 'x', null);
    const event = fc.record({
      kind: fc.constantFrom('turn_ended', 'critical', 'drift_detected', 'halted', 'constructor'),
      at: number,
      calls: fc.constantFrom([], ['a'], [1], 'x'),
      sessionId: fc.constantFrom('main', 'other', 3),
      source: fc.constantFrom('host', 'calls', 'x'),
      cause: fc.constantFrom('own_records', '__proto__'),
      facts: fc.record({
        calls: number,
        highRisk: number,
        durationMs: number,
        tools: fc.dictionary(fc.constantFrom('__proto__', 'exec', 'x'), number),
      }),
    });
    const line = fc.oneof(
      event.map((each) => JSON.stringify(each)),
      fc.string(),
      fc.json(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), (lines) => {
        writeFileSync(file, [good, ...lines].join('\n'));
        const history = {
          append: () => undefined,
          read: (name: string) => createTrustLedger(dir).read(name),
        };
        const { trust: taken } = trustBench({ dir, history });
        run(taken);
        const { r } = taken.endTurn('main', { durationMs: 1e308 });
        expect(r !== null && r >= 0 && r <= 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the size of what is kept', () => {
  it('is bounded for a halt with names and reasons of any length, and loses nothing that happened before', () => {
    const { trust, dir, events } = trustBench();
    const name = 'n'.repeat(70_000);
    refuse(trust, 'instant.superuser', name);
    trust.halt(name, 'b'.repeat(70_000), '\u0001'.repeat(70_000));
    trust.resume(name, 'b'.repeat(70_000));
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(8192);
    const { axes } = trust.status(name);
    expect(axes?.norm).toBeLessThan(1);
    expect(again(dir).status(name)).toMatchObject({ axes, halted: null, problem: null });
    expect(trust.status(name).events).toEqual(events);
  });

  it('does not hide what was kept before an event that is huge', () => {
    const dir = freshFolder();
    const ledger = createTrustLedger(dir);
    const { trust } = trustBench({ dir });
    refuse(trust, 'instant.superuser');
    ledger.append(halted('r'.repeat(200_000)));
    refuse(trust, 'variant.refused');
    expect([...ledger.read('main')]).toMatchObject([
      { kind: 'critical' },
      { kind: 'halted' },
      { kind: 'critical' },
    ]);
  });

  it('stays small over a long session, whose last events come back', () => {
    const dir = freshFolder();
    const ledger = createTrustLedger(dir);
    for (let n = 0; n < 3000; n += 1) ledger.append({ ...halted(`${n} `.padEnd(100)), at: n });
    expect(statSync(fileIn(dir)).size).toBeLessThan(300 << 10);
    const times = [...ledger.read('main')].map((event) => (event as TrustEvent).at);
    expect(times.length).toBeGreaterThan(200);
    expect(times).toEqual(Array.from({ length: times.length }, (_, n) => 3000 - times.length + n));
  });
});
