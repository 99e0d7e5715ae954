import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Deals the lines of a journal's first segment out to several, batch by batch, as a writer would. */
export function splitSegment(dir: string, parts: number): void {
  const file = join(dir, 'segment-000000.jsonl');
  const batches = readFileSync(file, 'utf8').split(/(?<="kind":"checkpoint"}\n)/);
  const share = Math.ceil(batches.length / parts);
  for (let part = 0; part < parts; part += 1) {
    const name = `segment-${String(part).padStart(6, '0')}.jsonl`;
    writeFileSync(join(dir, name), batches.slice(part * share, (part + 1) * share).join(''));
  }
}
