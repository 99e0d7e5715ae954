const HEADER = 8;

/**
 * Reads the engine's one stream for two outputs: frames of a kind (1 standard output, 2 standard error), three
 * zero bytes, a length of four bytes, and so much content. Chunks may end anywhere; content is handed on as it
 * comes, without a copy. Answers false from the first frame on that is none: the stream is then not to be trusted.
 */
export function demultiplexer(
  onContent: (kind: 'stdout' | 'stderr', content: Uint8Array) => void,
): (chunk: Uint8Array) => boolean {
  const header = new Uint8Array(HEADER);
  let headerLength = 0;
  let remaining = 0;
  let broken = false;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length && !broken) {
      if (remaining > 0) {
        const content = chunk.subarray(at, at + remaining);
        remaining -= content.length;
        at += content.length;
        onContent(header[0] === 2 ? 'stderr' : 'stdout', content);
        continue;
      }
      const part = chunk.subarray(at, at + HEADER - headerLength);
      header.set(part, headerLength);
      headerLength += part.length;
      at += part.length;
      if (headerLength < HEADER) continue;
      headerLength = 0;
      remaining = new DataView(header.buffer).getUint32(4);
      broken = header[0] !== 1 && header[0] !== 2;
    }
    return !broken;
  };
}
