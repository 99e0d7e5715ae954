import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventMark } from '../../src/episodic/event-store.js';
import type { MemoryEvent } from '../../src/episodic/memory-event.js';
import { createEventRecall, type EventRecall } from '../../src/recall/event-recall.js';
import { scoreOf } from '../../src/recall/rank-events.js';
import { anEvent } from '../episodic/any-event.js';

/** Events in an array, told as a store tells them. */
function storeOf(events: MemoryEvent[]): {
  readonly recall: EventRecall;
  readonly say: (text: string, more?: Partial<MemoryEvent>) => void;
  readonly rewrite: (change: (event: MemoryEvent) => MemoryEvent | null) => void;
} {
  let epoch = 0;
  const store = {
    changes(since: EventMark | null) {
      const isReset = since?.epoch !== String(epoch);
      const from = isReset ? 0 : since.position;
      return {
        mark: { epoch: String(epoch), position: events.length },
        isReset: isReset && since !== null,
        added: events.slice(from),
        moved: [],
      };
    },
    at: (seq: number) => events.find((event) => event.seq === seq),
    keepIndex: () => false,
    keptIndex: () => null,
  };
  return {
    recall: createEventRecall(store),
    say(text, more = {}) {
      const seq = (events.at(-1)?.seq ?? 0) + 1;
      const hash = seq.toString(16).padStart(16, '0');
      events.push(anEvent({ text, seq, hash, ...more }));
    },
    rewrite(change) {
      const changed = events.map(change).filter((event) => event !== null);
      events.splice(0, events.length, ...changed);
      epoch += 1;
    },
  };
}

const texts = (recall: EventRecall, query: string, limit = 5): readonly string[] =>
  recall.search(query, { limit }).map(({ event }) => event.text);

describe('recall', () => {
  it('puts the answer to a question above the question, though it shares no word with what is asked', () => {
    const { recall, say } = storeOf([]);
    say('Where does the staging database run?', { sessionId: 'a' });
    say('On the small machine in Dublin.', { sessionId: 'a' });
    say('Lunch was late today.', { sessionId: 'b' });
    expect(texts(recall, 'staging database', 2)).toContain('On the small machine in Dublin.');
  });

  it('prefers what the named person said', () => {
    const { recall, say } = storeOf([]);
    say('Climbing is what I like', { actor: 'Mia', sessionId: 'a' });
    say('Climbing is what I like', { actor: 'Jon Doe', sessionId: 'b' });
    expect(recall.search('what does Jon Doe like? climbing', { limit: 1 })[0]?.event.actor).toBe('Jon Doe');
    expect(recall.search('what does Mia like? climbing', { limit: 1 })[0]?.event.actor).toBe('Mia');
  });

  it('answers a question with what the named person said last when no word of it was ever used', () => {
    const { recall, say } = storeOf([]);
    say('I write everything in Neovim', { actor: 'Mia', sessionId: 'a' });
    say('IntelliJ for me', { actor: 'Jon', sessionId: 'b' });
    say('I write everything in Zed', { actor: 'Mia', sessionId: 'c' });
    say('Lunch', { actor: 'Jon', sessionId: 'd' });
    const hits = recall.search('Which editor does Mia use?', { limit: 3 });
    expect(hits.map(({ event }) => event.text)).toEqual([
      'I write everything in Zed',
      'I write everything in Neovim',
      'Lunch',
    ]);
    expect(hits.every(({ parts }) => parts.bm25 === 0 && parts.standIn > 0)).toBe(true);
    expect(texts(recall, 'favourite colour')).toEqual([]);
    expect(recall.search('Which editor?', { limit: 3, types: ['publish'] })).toEqual([]);
  });

  it('prefers what was said when the question says', () => {
    const { recall, say } = storeOf([]);
    say('Deployed the billing service', { ts: Date.UTC(2024, 2, 5), sessionId: 'a' });
    say('Deployed the billing service', { ts: Date.UTC(2024, 4, 5), sessionId: 'b' });
    expect(recall.search('billing service deployed in March 2024', { limit: 1 })[0]?.event.seq).toBe(1);
    expect(recall.search('billing service deployed in May 2024', { limit: 1 })[0]?.event.seq).toBe(2);
  });

  it('prefers the newer one of two that are alike, and more so when asked for the latest', () => {
    const { recall, say } = storeOf([]);
    say('The port is 5432', { sessionId: 'a' });
    say('The port is 5433', { sessionId: 'b' });
    const [plain] = recall.search('port', { limit: 1 });
    const [latest] = recall.search('which port is it now', { limit: 1 });
    expect([plain?.event.seq, latest?.event.seq]).toEqual([2, 2]);
    expect(plain?.parts.tieBreak).toBeLessThanOrEqual(1.1);
    expect(latest?.parts.tieBreak).toBeGreaterThan(1.2);
  });

  it('finds what was superseded only when asked what was', () => {
    const { recall, say } = storeOf([]);
    say('We use Jest for tests', { supersededBy: 'e2', sessionId: 'a' });
    say('We use Vitest for tests', { supersedes: 'e1', sessionId: 'b' });
    expect(texts(recall, 'what do we use for tests')).toEqual(['We use Vitest for tests']);
    expect(texts(recall, 'what did we use for tests before')).toContain('We use Jest for tests');
    expect(texts(recall, '我们以前用什么 tests')).toContain('We use Jest for tests');
  });

  it('never finds what is forgotten or in quarantine', () => {
    const { recall, say } = storeOf([]);
    say('secret plan', { level: 'forgotten' });
    say('secret plan', { quarantine: 'looks like an order' });
    expect(texts(recall, 'secret plan')).toEqual([]);
  });

  it('thins what says the same', () => {
    const { recall, say } = storeOf([]);
    for (let run = 0; run < 4; run += 1) say('exec npm test succeeded', { sessionId: `s${run}` });
    say('the npm test for windows failed', { sessionId: 'other' });
    expect(texts(recall, 'npm test', 2)).toContain('the npm test for windows failed');
  });

  it('takes types and sessions into account before it chooses', () => {
    const { recall, say } = storeOf([]);
    for (let each = 0; each < 6_000; each += 1) say('build build', { type: 'tool_call', sessionId: 'many' });
    say('a decision on the build', { type: 'decision', sessionId: 'one' });
    expect(recall.search('build', { limit: 3, types: ['decision'] }).map(({ event }) => event.type)).toEqual([
      'decision',
    ]);
    expect(recall.search('build', { limit: 3, sessionId: 'one' })).toHaveLength(1);
    expect(recall.search('build', { limit: 3, sessionId: 'none' })).toEqual([]);
  });

  it('says what every score is made of', () => {
    const { recall, say } = storeOf([]);
    say('When did the build break?', { sessionId: 'a' });
    say('It broke on 7 May after 3 retries', { sessionId: 'a' });
    for (const hit of recall.search('when did the build break', { limit: 5 })) {
      expect(hit.score).toBeCloseTo(scoreOf(hit.parts), 10);
    }
  });

  it('finds a compressed event by the words it lost, before and after it forgets the index', () => {
    const events: MemoryEvent[] = [];
    const { recall, say, rewrite } = storeOf(events);
    say('The cause was a zombie process on the runner');
    expect(texts(recall, 'zombie')).toHaveLength(1);
    rewrite((event) => ({
      ...event,
      level: 'line',
      text: 'The cause was',
      lostWords: 'zombie process runner',
    }));
    expect(texts(recall, 'zombie')).toEqual(['The cause was']);
    expect(texts(storeOf(events).recall, 'zombie')).toEqual(['The cause was']);
  });

  it('answers the same whether it followed every change or starts from what is there', () => {
    const words = ['apple', 'pear', 'plum', 'build', 'test', '日志', '?'];
    const text = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
      .map((all) => all.join(' '));
    const step = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: fc.nat({ max: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const events: MemoryEvent[] = [];
        const followed = storeOf(events);
        for (const one of steps) {
          if (typeof one === 'string') followed.say(one, { sessionId: `s${one.length % 3}` });
          else followed.rewrite((event) => (event.seq % 4 === one ? null : event));
          followed.recall.search('apple build', { limit: 3 });
        }
        const scored = (recall: EventRecall): unknown =>
          recall.search('apple build 日志', { limit: 10 }).map(({ event, score }) => [event.seq, score]);
        expect(scored(followed.recall)).toEqual(scored(storeOf(events).recall));
      }),
      { numRuns: 60 },
    );
  });

  it('takes any text, as an event and as a question', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, query) => {
        const { recall, say } = storeOf([]);
        say(text, { actor: query });
        for (const { score } of recall.search(query, { limit: 3 })) expect(score).toBeGreaterThan(0);
      }),
    );
    const { recall, say } = storeOf([]);
    for (const odd of ['__proto__', 'constructor', '\0', '\ud800', 'word '.repeat(100_000)]) say(odd);
    expect(texts(recall, '__proto__', 1)).toEqual(['__proto__']);
    expect(texts(recall, 'constructor', 1)).toEqual(['constructor']);
  });
});
