import { expect, it } from 'vitest';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { createSignalBatches } from '../src/signal-batches.js';
import { createUnsentSignals } from '../src/unsent-signals.js';
import { temporaryFolders } from './scripted-host.js';
import type { TrustEvent } from 'sentinel-agentos';

const signal = (at: number): TrustEvent => ({ kind: 'resumed', at, sessionId: 's', calls: [], by: 'a' });

/** Batches over a clock that a test moves, and everything that was sent. */
function scripted(
  takes: () => boolean,
  file = join(temporaryFolders().stateDir, 'unsent'),
): {
  batches: ReturnType<typeof createSignalBatches>;
  sent: number[][];
  pauses: number[];
  pass: () => Promise<void>;
  file: string;
} {
  const sent: number[][] = [];
  const pauses: number[] = [];
  const due: (() => void)[] = [];
  const send = async (events: readonly TrustEvent[]): Promise<void> => {
    sent.push(events.map(({ at }) => at));
    if (!takes()) throw new Error('503');
  };
  const wait = async (ms: number): Promise<void> => {
    pauses.push(ms);
    // What waits for more signals waits for the test; what is tried again is tried at once.
    if (ms === 2000) await new Promise<void>((resolve) => void due.push(resolve));
  };
  const batches = createSignalBatches(send, createUnsentSignals(file), wait);
  const settle = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const pass = async (): Promise<void> => {
    for (const resolve of due.splice(0)) resolve();
    await settle();
  };
  return { batches, sent, pauses, pass, file };
}

it('[S4-39] signals leave in batches of ten', async () => {
  const { batches, sent } = scripted(() => true);
  for (let at = 0; at < 23; at += 1) batches.notify(signal(at));
  await batches.flush();
  expect(sent.map((batch) => batch.length)).toEqual([10, 10, 3]);
  expect(sent.flat()).toEqual(Array.from({ length: 23 }, (_, at) => at));
});

it('[S4-40] a batch that is not full leaves after two seconds', async () => {
  const { batches, sent, pauses, pass } = scripted(() => true);
  batches.notify(signal(1));
  batches.notify(signal(2));
  expect(pauses).toEqual([2000]);
  expect(sent).toEqual([]);
  await pass();
  expect(sent).toEqual([[1, 2]]);
});

it('[S4-41] a batch that fails is tried three more times and then kept on disk, until one is taken', async () => {
  let takes = false;
  const { batches, sent, file } = scripted(() => takes);
  batches.notify(signal(1));
  await batches.flush();
  expect(sent).toEqual([[1], [1], [1], [1]]);
  takes = true;
  const next = scripted(() => takes, file);
  next.batches.notify(signal(2));
  await next.batches.flush();
  expect(next.sent).toEqual([[2], [1]]);
});

it('what waits when the host stops is kept', async () => {
  const { batches, sent, file, pass } = scripted(() => true);
  batches.notify(signal(1));
  batches.keep();
  await pass();
  expect(sent).toEqual([]);
  expect(createUnsentSignals(file).take()).toEqual([signal(1)]);
});

it('the file of unsent signals has an end, and what is no signal in it is none', () => {
  const file = join(temporaryFolders().stateDir, 'unsent');
  const unsent = createUnsentSignals(file);
  writeFileSync(file, `{"kind":\nnull\n7\n${JSON.stringify(signal(1))}\n`);
  expect(unsent.take()).toEqual([signal(1)]);
  writeFileSync(file, 'x'.repeat(1 << 20));
  unsent.keep([signal(2)]);
  expect(unsent.take()).toEqual([]);
  writeFileSync(file, '');
  expect(createUnsentSignals(join(file, 'unsent')).take()).toEqual([]);
  // A file stands where the folder would be.
  createUnsentSignals(join(file, 'unsent')).keep([signal(3)]);
});
