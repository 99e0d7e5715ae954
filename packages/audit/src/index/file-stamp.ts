import type { BigIntStats } from 'node:fs';

/** A change within this time of the last one may leave the times as they are, on systems with coarse clocks. */
const SETTLED_AFTER_MS = 2000n;

/**
 * What a file looks like from outside. Whoever writes to it changes this: the size, or else the time of the last
 * change, which no program can set.
 */
export function fileStamp({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

/** True when two stamps are of the same file, whatever happened to its content. */
export function isSameFile(a: string, b: string): boolean {
  return identity(a) === identity(b);
}

export function stampedSize(stamp: string): number {
  return Number(stamp.split(':')[2] ?? 0);
}

/** False while a further change could leave the stamp as it is. */
export function isSettled({ ctimeMs }: BigIntStats, now: number): boolean {
  return BigInt(Math.floor(now)) - ctimeMs > SETTLED_AFTER_MS;
}

function identity(stamp: string): string {
  return stamp.split(':').slice(0, 2).join(':');
}
