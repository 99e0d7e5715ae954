import { openJournal } from '@sentinel-agentos/audit';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { callRecords } from './call-records.js';

/** Records a second that are durable, with so many in flight, for about so long. */
export async function journalRate(folder: string, inFlight: number, ms: number): Promise<number> {
  const root = mkdtempSync(join(folder, 'append-'));
  const journal = openJournal({ dir: join(root, 'audit'), keyDir: join(root, 'keys') });
  const records = callRecords(Infinity);
  const next = async (): Promise<void> => {
    const { value } = records.next();
    if (value !== undefined) await journal.append(value);
  };
  await next();
  let done = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() - begin < ms) {
        await next();
        done += 1;
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  await journal.close();
  rmSync(root, { recursive: true, force: true });
  return done / seconds;
}

/** The same records as plain lines, with one write and one fdatasync each: what a careful log without batches does. */
export function plainRate(folder: string, ms: number): number {
  const root = mkdtempSync(join(folder, 'plain-'));
  const fd = openSync(join(root, 'log.jsonl'), 'a');
  const records = callRecords(Infinity);
  let done = 0;
  const begin = performance.now();
  while (performance.now() - begin < ms) {
    writeSync(fd, `${JSON.stringify(records.next().value)}\n`);
    fdatasyncSync(fd);
    done += 1;
  }
  const seconds = (performance.now() - begin) / 1000;
  closeSync(fd);
  rmSync(root, { recursive: true, force: true });
  return done / seconds;
}
