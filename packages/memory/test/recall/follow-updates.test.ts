import { describe, expect, it } from 'vitest';
import { createEventRecall, type EventRecall } from '../../src/recall/event-recall.js';
import type { MemoryEvent } from '../../src/episodic/memory-event.js';
import { scoreOf } from '../../src/recall/rank-events.js';
import { anEvent } from '../episodic/any-event.js';

type Told = Partial<MemoryEvent> & { readonly text: string };

const recallOf = (told: readonly Told[]): EventRecall => {
  const events = told.map((one, index) => {
    const seq = index + 1;
    const hash = seq.toString(16).padStart(16, '0');
    return anEvent({ seq, hash, sessionId: `s${seq}`, type: 'decision', ...one });
  });
  return createEventRecall({
    changes: () => ({
      mark: { epoch: '0', position: events.length },
      isReset: false,
      added: events.splice(0),
      moved: [],
    }),
    keepIndex: () => false,
    keptIndex: () => null,
    at: (() => {
      const bySeq = new Map(events.map((event) => [event.seq, event]));
      return (seq: number) => bySeq.get(seq);
    })(),
  });
};

const found = (recall: EventRecall, query: string): readonly string[] =>
  recall.search(query, { limit: 10 }).map(({ event }) => event.text);

const PORTS: readonly Told[] = [
  { text: 'The gateway listens on port 8080 of the host', actor: 'Ann' },
  { text: 'The gateway of the garden needs oil', actor: 'Bob', type: 'note' },
  { text: 'Gateway moves to 8181', actor: 'Ann' },
  { text: 'Lunch is at noon', actor: 'Bob', type: 'note' },
  { text: 'The firewall only opens 8443, so forget 8181 on the gateway', actor: 'Ann', type: 'correction' },
];

describe('what was said later', () => {
  it('goes above what it updates when asked how things are, though it says less of it', () => {
    const order = found(recallOf(PORTS), 'On which port does the gateway listen on the host?');
    const [first, second, third] = order;
    expect(first).toContain('8443');
    expect(second).toContain('8181');
    expect(third).toContain('8080');
  });

  it('goes below what it updates when asked what was', () => {
    const order = found(recallOf(PORTS), 'On which port was the gateway originally?');
    expect(order.findIndex((text) => text.includes('8080'))).toBeLessThan(
      order.findIndex((text) => text.includes('8443')),
    );
  });

  it('does so in Chinese', () => {
    const recall = recallOf([
      { text: '网关监听 8000 端口', actor: '贺东' },
      { text: '监控数据在 9200 端口', actor: '贺东' },
      { text: '网关换到 8088', actor: '贺东', type: 'correction' },
    ]);
    expect(found(recall, '网关监听哪个端口?')[0]).toBe('网关换到 8088');
    expect(found(recall, '网关原来监听哪个端口?')[0]).toBe('网关监听 8000 端口');
  });

  it('is followed from a call to one that gives the same thing another value', () => {
    const recall = recallOf([
      { text: 'set QUEUE_LIMIT=200 → succeeded', actor: 'agent', type: 'tool_call' },
      { text: 'set QUEUE_HOST=mole → succeeded', actor: 'agent', type: 'tool_call' },
      { text: 'set QUEUE_LIMIT=350 and restart → succeeded', actor: 'agent', type: 'tool_call' },
    ]);
    expect(found(recall, 'What is QUEUE_LIMIT set to?')[0]).toContain('350');
  });

  it('is followed more easily where both answer with a number that is asked for', () => {
    const told: readonly Told[] = [
      { text: 'We may spend 20,000 euros on the fair', actor: 'Ida' },
      { text: 'They approved 18,000 in the end', actor: 'Ida', type: 'correction' },
    ];
    expect(found(recallOf(told), 'How much may we spend on the fair?')[0]).toContain('18,000');
  });

  it('does not when only words are looked for, when asked why, or when it is about something else', () => {
    const query = 'gateway listens port 8080 host';
    expect(found(recallOf(PORTS), query)[0]).toContain('8080');
    expect(found(recallOf(PORTS), `Why ${query}?`)[0]).toContain('8080');
    const other = [...PORTS.slice(0, 2), { text: 'The cellar moved to another landlord', actor: 'Cleo' }];
    expect(found(recallOf(other), 'On which port does the gateway listen?')[0]).toContain('8080');
  });

  it('is found though it has no word of the question and thousands lie between', () => {
    const noise = Array.from({ length: 3_000 }, (_, each): Told => ({
      text: `nightly gateway report ${each} of port scans`,
      actor: 'agent',
      type: 'tool_call',
    }));
    const recall = recallOf([
      { text: 'Billing uses the Neptunia cluster of the gateway port', actor: 'Ann' },
      ...noise,
      { text: 'Neptunia was replaced by Caldera', actor: 'Ann', type: 'correction' },
    ]);
    expect(found(recall, 'Which cluster does billing use?')[0]).toBe('Neptunia was replaced by Caldera');
  });

  it('says with its parts why it is where it is', () => {
    const hits = recallOf(PORTS).search('On which port does the gateway listen?', { limit: 10 });
    expect(hits[0]?.parts.update).toBeGreaterThan(0);
    for (const hit of hits) expect(hit.score).toBeCloseTo(scoreOf(hit.parts), 9);
  });
});
