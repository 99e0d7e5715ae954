import type { Random } from '../guarding/random.js';

/** A way to spread a secret over calls. */
export interface Split {
  readonly name: string;
  readonly cut: (secret: string, encode: (text: string) => string, random: Random) => readonly string[];
}

/** Encoded as a whole and cut anywhere, or cut and encoded piece by piece. */
export const SPLITS: readonly Split[] = [
  { name: 'whole', cut: (secret, encode) => [encode(secret)] },
  ...[2, 3, 5, 8].map((count) => ({
    name: `cut in ${String(count)}`,
    cut: (secret: string, encode: (text: string) => string, random: Random) =>
      pieces(encode(secret), count, random),
  })),
  ...[2, 3, 4].map((count) => ({
    name: `each of ${String(count)}`,
    cut: (secret: string, encode: (text: string) => string, random: Random) =>
      pieces(secret, count, random).map((piece) => encode(piece)),
  })),
];

/** Pieces of about the same length. */
function pieces(text: string, count: number, random: Random): readonly string[] {
  const size = text.length / count;
  const cuts = Array.from({ length: count - 1 }, (_, at) =>
    Math.round((at + 1) * size + (random.below(100) / 100 - 0.5) * Math.min(size / 4, 6)),
  );
  return [0, ...cuts].map((start, at) => text.slice(start, cuts[at] ?? text.length));
}
