/** A line that is longer than what is read. */
export const TOO_LONG: unique symbol = Symbol('too long');

const NEWLINE = 0x0a;

/**
 * The lines of a stream, without their ends. What is behind the last end of a line is no line. Of one that is longer
 * than `limit` bytes nothing is kept. Reads on only when the last line was dealt with, so that whoever sends waits.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array | typeof TOO_LONG> {
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      length += end - start;
      if (length <= limit) begun.push(chunk.subarray(start, end));
      yield length > limit ? TOO_LONG : joined(begun);
      begun = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length > limit) begun = [];
    else if (start < chunk.length) begun.push(chunk.subarray(start));
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
