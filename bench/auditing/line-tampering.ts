/** One thing done to a file behind its writer's back. */
export interface Tampering {
  readonly kind: string;
  readonly bytes: Buffer;
}

const fileOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/**
 * Everything that can be done with whole lines: each deleted, swapped with its neighbour, doubled, a foreign one put
 * before each, and the file cut at each line end. `foreign` makes a line that nobody wrote, of a place and the line before.
 */
export function* lineTamperings(
  lines: readonly string[],
  foreign: (at: number, before: string) => string,
): Generator<Tampering, void> {
  for (const [at, line] of lines.entries()) {
    // The last line deleted is a tail that was cut.
    if (at < lines.length - 1) yield { kind: 'delete', bytes: fileOf(lines.toSpliced(at, 1)) };
    const next = lines[at + 1];
    if (next !== undefined) yield { kind: 'swap', bytes: fileOf(lines.with(at, next).with(at + 1, line)) };
    yield { kind: 'duplicate', bytes: fileOf(lines.toSpliced(at, 0, line)) };
    yield { kind: 'insert', bytes: fileOf(lines.toSpliced(at, 0, foreign(at, lines[at - 1] ?? ''))) };
    if (at > 0) yield { kind: 'cut at a line end', bytes: fileOf(lines.slice(0, at)) };
  }
}

/** Calls with the file after each flip of one bit. The buffer is the same one every time. */
export function forEachFlip(bytes: Buffer, visit: (flipped: Buffer, offset: number) => void): void {
  const flipped = Buffer.from(bytes);
  for (const [offset, byte] of bytes.entries()) {
    for (let bit = 0; bit < 8; bit += 1) {
      flipped[offset] = byte ^ (1 << bit);
      visit(flipped, offset);
    }
    flipped[offset] = byte;
  }
}
