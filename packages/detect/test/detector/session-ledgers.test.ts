import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createForgottenSessions } from '../../src/detector/forgotten-sessions.js';
import { createSessionLedgers } from '../../src/detector/session-ledgers.js';
import type { Detection } from '../../src/detection.js';
import type { SessionLedgers } from '../../src/detector/session-ledgers.js';

const SECRET = { integrity: 'trusted', confidentiality: 'secret' } as const;
const PRIVATE = { integrity: 'trusted', confidentiality: 'private' } as const;
const PUBLIC = { integrity: 'trusted', confidentiality: 'public' } as const;

/** Letters that look drawn at random; another one for each name. */
const value = (name: string): string => createHash('sha512').update(name).digest('base64url').slice(0, 40);
const actionOf = (ledgers: SessionLedgers, sessionId: string, text: string): string =>
  ledgers.of(sessionId).check({ text, destination: 'out.example' }).action;

/** About a megabyte that nobody has read before. */
function page(name: string): string {
  return Array.from({ length: 12_000 }, (_, at) => value(`${name} ${String(at)}`).slice(0, 7))
    .join(' ')
    .repeat(10);
}

/** Fills a ledger with as many secrets as it holds. */
function fill(ledgers: SessionLedgers, sessionId: string): void {
  const keys = Array.from({ length: 2048 }, (_, at) => value(`${sessionId} ${String(at)}`));
  const text = keys.join('\n');
  const found = keys.map((_, at): Detection => ({
    kind: 'secret',
    rule: 'secret.test',
    type: 'test',
    severity: 3,
    start: at * 41,
    end: at * 41 + 40,
    encodings: [],
    message: { en: '', zh: '' },
  }));
  ledgers.of(sessionId).label('r', text, PUBLIC, found);
}

describe('the ledgers of many sessions', () => {
  it('follow hundreds of small sessions at once, each on its own', () => {
    const ledgers = createSessionLedgers({});
    const ids = Array.from({ length: 300 }, (_, at) => `session ${String(at)}`);
    for (const id of ids) ledgers.of(id).label('read', `KEY=${value(id)}`, SECRET);
    for (const [at, id] of ids.entries()) {
      expect(actionOf(ledgers, id, `k=${value(id)}`)).toBe('deny');
      expect(actionOf(ledgers, id, `k=${value(ids[at - 1] ?? 'none')}`)).toBe('auto');
    }
  });

  it('make room for each other, and ask where one had to go', () => {
    const ledgers = createSessionLedgers({});
    const ids = Array.from({ length: 12 }, (_, at) => `large ${String(at)}`);
    for (const id of ids) {
      fill(ledgers, id);
      ledgers.of(id).label('p', page(id), PRIVATE);
    }
    const [first = ''] = ids;
    expect(actionOf(ledgers, first, 'hello')).toBe('confirm');
    expect(ledgers.of(first).check({ text: 'hello', destination: 'x' })).toMatchObject({
      incomplete: true,
      findings: [{ rule: 'flow.incomplete', floor: 'confirm' }],
    });
    expect(actionOf(ledgers, ids.at(-1) ?? '', value(`${ids.at(-1) ?? ''} 7`))).toBe('deny');
    expect(actionOf(ledgers, 'never seen', 'hello')).toBe('auto');
  });

  it('weigh little as long as little was read', () => {
    const ledgers = createSessionLedgers({});
    ledgers.of('small').label('read', `KEY=${value('small')}`, SECRET);
    ledgers.of('small').label('page', page('small').slice(0, 20_000), PRIVATE);
    expect(ledgers.of('small').bytes).toBeLessThan(300_000);
    fill(ledgers, 'large');
    expect(ledgers.of('large').bytes).toBeLessThan(24 << 20);
    expect(ledgers.of('nothing').bytes).toBeLessThan(20_000);
  });
});

describe('sessions whose ledger is gone', () => {
  it('are known for as long as a secret is remembered, and others are not', () => {
    const forgotten = createForgottenSessions(100);
    expect(forgotten.has('a', 0)).toBe(false);
    forgotten.add('a', 0);
    for (const now of [0, 99, 150, 199]) expect(forgotten.has('a', now)).toBe(true);
    expect(forgotten.has('a', 200)).toBe(false);
    for (let at = 0; at < 20_000; at++) forgotten.add(`id ${String(at)}`, 300);
    let wrong = 0;
    for (let at = 0; at < 20_000; at++) {
      expect(forgotten.has(`id ${String(at)}`, 350)).toBe(true);
      if (forgotten.has(`other ${String(at)}`, 350)) wrong++;
    }
    expect(wrong).toBeLessThan(200);
  });
});
