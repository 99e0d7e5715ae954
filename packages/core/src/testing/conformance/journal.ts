import { check } from './conformance-case.js';
import { sampleRecord } from '../samples.js';
import type { ConformanceCase } from './conformance-case.js';
import type { EventRecord, JournalRecord } from '../../record.js';
import type { Journal } from '../../ports/journal.js';

/** A fresh, empty journal and a way to read what it holds. */
export interface JournalSubject {
  readonly journal: Journal;
  /** Reads the durable records in order, independently of the writer's memory where there is storage. */
  readonly records: () => Promise<readonly JournalRecord[]>;
  readonly dispose?: () => Promise<void>;
}

export function journalConformance(open: () => Promise<JournalSubject>): readonly ConformanceCase[] {
  const promise = (name: string, body: (subject: JournalSubject) => Promise<void>): ConformanceCase => ({
    name,
    run: async () => {
      const subject = await open();
      try {
        await body(subject);
      } finally {
        await subject.dispose?.();
      }
    },
  });
  const names = async ({ records }: JournalSubject): Promise<string> =>
    (await records())
      .filter((record): record is EventRecord => record.kind === 'event')
      .map((record) => record.name)
      .filter((name) => name.startsWith('case-'))
      .join(' ');

  return [
    promise('a record is there when append resolves', async (subject) => {
      await subject.journal.append(sampleRecord('case-1'));
      check((await names(subject)) === 'case-1', 'the appended record is missing');
    }),
    promise('a record is there when appendSync returns', async (subject) => {
      subject.journal.appendSync(sampleRecord('case-1'));
      check((await names(subject)) === 'case-1', 'the appended record is missing');
    }),
    promise('a queued record is there after a flush', async (subject) => {
      subject.journal.enqueue(sampleRecord('case-1'));
      await subject.journal.flush();
      check((await names(subject)) === 'case-1', 'the queued record is missing');
    }),
    promise('records keep the order in which they were handed in', async (subject) => {
      const first = subject.journal.append(sampleRecord('case-1'));
      subject.journal.enqueue(sampleRecord('case-2'));
      const third = subject.journal.append(sampleRecord('case-3'));
      subject.journal.appendSync(sampleRecord('case-4'));
      subject.journal.enqueue(sampleRecord('case-5'));
      await Promise.all([first, third]);
      await subject.journal.flush();
      const order = await names(subject);
      check(order === 'case-1 case-2 case-3 case-4 case-5', `the order is ${order}`);
    }),
    promise('a hundred appends at once are all kept, each at a place of its own', async (subject) => {
      const numbers = Array.from({ length: 100 }, (_, index) => index);
      const refs = await Promise.all(numbers.map((n) => subject.journal.append(sampleRecord(`case-${n}`))));
      check(new Set(refs.map((ref) => ref.seq)).size === 100, 'two records share a sequence number');
      check(
        refs.every((ref, index) => refs.slice(0, index).every((earlier) => earlier.seq < ref.seq)),
        'sequence numbers do not grow',
      );
      check((await names(subject)) === numbers.map((n) => `case-${n}`).join(' '), 'a record is missing');
    }),
    promise('a record comes back as it was handed in', async (subject) => {
      const data = { text: 'line\nbreak \u0000 "quote" 中文 🛡', list: [1, -0.5, null, true], __proto__x: {} };
      await subject.journal.append(sampleRecord('case-1', data));
      const [record] = (await subject.records()).filter(
        (each): each is EventRecord => each.kind === 'event' && each.name === 'case-1',
      );
      check(JSON.stringify(sorted(record?.data)) === JSON.stringify(sorted(data)), 'the data changed');
    }),
  ];
}

/** The value with the keys of its objects in order: storage may order them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = new Map<string, unknown>(Object.entries(value));
  return [...members.keys()].sort().map((key) => [key, sorted(members.get(key))]);
}
