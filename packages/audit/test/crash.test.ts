import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWriterProgram, type WriterProgram } from './support/child.js';
import { journalPlace } from './support/journal-place.js';
import { event } from './support/records.js';
import { linesOf, readSegments } from './support/segmented-journal.js';

const ROUNDS = 15;

let program: WriterProgram;
beforeAll(async () => {
  program = await buildWriterProgram();
});
afterAll(() => program.remove());

/** The second is so small that the writers begin a new file every few batches. */
const SIZES = [
  ['one file', 64 * 1024 * 1024],
  ['many files', 4000],
] as const;

describe('writers that are killed', () => {
  it.each(SIZES)(
    `lose no acknowledged record in ${ROUNDS} rounds of kill -9, with %s`,
    async (_, segmentBytes) => {
      const place = journalPlace();
      const acknowledged = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const children = ['a', 'b', 'c'].map((name) =>
          program.start([
            place.dir,
            place.keyDir,
            `${round}-${name}`,
            '900000',
            'auto',
            String(segmentBytes),
          ]),
        );
        const total = (): number => children.reduce((sum, child) => sum + child.lines().length, 0);
        await expect.poll(total, { interval: 1, timeout: 30_000 }).toBeGreaterThan(8 * (1 + (round % 5)));
        for (const child of children) child.process.kill('SIGKILL');
        for (const child of children) {
          expect(await child.closed, child.errors()).toEqual({ code: null, signal: 'SIGKILL' });
          for (const line of child.lines()) acknowledged.add(line);
        }
        const journal = place.open({ segmentBytes });
        journal.appendSync(event(`reopened-${round}`));
        acknowledged.add(`reopened-${round}`);
        expect(journal.verify(), `round ${round}`).toMatchObject({ status: 'ok' });
        await journal.close();
      }
      const lines = [...readSegments(place.dir).values()].flatMap(linesOf);
      const kept = new Set(lines.map((line) => (JSON.parse(line) as { name?: string }).name));
      expect(readSegments(place.dir).size > 1).toBe(segmentBytes < 5000);
      expect([...acknowledged].filter((name) => !kept.has(name))).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(ROUNDS * 8);
    },
    120_000,
  );
});
