import { openJournal } from '@sentinel-agentos/audit';
import type { EventRecord } from '@sentinel-agentos/core';
import { writeSync } from 'node:fs';

/**
 * Appends events until it is killed or has appended `count`, and says `+<name> <seq>` a line once each is
 * acknowledged, `-<code> <message>` when an append fails, after which it tries the next ones all the same.
 * The control `early` says so before it writes.
 * Arguments: folder of the journal, folder of its keys, name, bytes of a segment, count, `honest` or `early`.
 */
const [dir = '', keyDir = '', name = '', segmentBytes = '', count = '', manner = ''] = process.argv.slice(2);
const say = (text: string): void => void writeSync(1, `${text}\n`);
const event = (n: number): EventRecord => ({
  kind: 'event',
  name: `${name}-${n}`,
  at: 1_700_000_000_000 + n,
  sessionId: name,
  data: { filler: 'x'.repeat((n * 37) % 500) },
});
const attempt = async (append: () => Promise<void> | void): Promise<void> => {
  try {
    await append();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    say(`-${code ?? ''} ${message}`);
    process.exitCode = 1;
  }
};

const journal = openJournal({ dir, keyDir, segmentBytes: Number(segmentBytes) });
for (let n = 0; n < Number(count); n += 1) {
  if (manner === 'early') {
    say(`+${name}-${n}`);
    await attempt(async () => void (await journal.append(event(n))));
  } else if (n % 3 === 0) {
    await attempt(() => say(`+${name}-${n} ${journal.appendSync(event(n)).seq}`));
  } else {
    // Two that share a batch.
    const both = [event(n), event(n + 1)];
    n += 1;
    await attempt(async () => {
      const refs = await Promise.all(both.map((record) => journal.append(record)));
      for (const [at, { seq }] of refs.entries()) say(`+${both[at]?.name} ${seq}`);
    });
  }
}
await attempt(() => journal.close());
