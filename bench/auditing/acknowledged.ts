import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a writer said of a record: its name and, unless it spoke before it wrote, its place in the journal. */
export interface Acknowledged {
  readonly name: string;
  readonly seq: number | null;
}

/** The records that a writer's output acknowledges, in order. A last line that was cut short says nothing. */
export function acknowledgedIn(output: string): Acknowledged[] {
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const [, name, seq] = /^\+(\S+)(?: ([0-9]+))?$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, seq: seq === undefined ? null : Number(seq) }];
    });
}

/** `$seq` of every event in the segment files, by its name. Reads the bytes itself: it judges the journal's own code. */
export function seqOfEvents(dir: string): Map<string, number> {
  const found = new Map<string, number>();
  if (!existsSync(dir)) return found;
  const segments = readdirSync(dir).filter((file) => /^segment-[0-9]+\.jsonl$/.test(file));
  for (const segment of segments.sort()) {
    for (const line of readFileSync(join(dir, segment), 'utf8').split('\n').slice(0, -1)) {
      const { $seq, name } = JSON.parse(line) as { readonly $seq: number; readonly name?: string };
      if (name !== undefined) found.set(name, $seq);
    }
  }
  return found;
}

/**
 * What was acknowledged and is gone, or stands elsewhere than was said, or out of the order in which one writer said it.
 */
export function lostOf(acknowledged: readonly Acknowledged[], kept: ReadonlyMap<string, number>): string[] {
  let before = -1;
  return acknowledged.flatMap(({ name, seq }) => {
    const place = kept.get(name);
    if (place === undefined) return [`${name} is gone`];
    if (seq !== null && seq !== place) return [`${name} is at ${place}, not ${seq}`];
    if (place <= before) return [`${name} is out of order`];
    before = place;
    return [];
  });
}
