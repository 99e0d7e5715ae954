import { StringDecoder } from 'node:string_decoder';

/** A program may write this many times what is kept before it is ended for flooding. */
const FLOOD = 64;

/** The outputs of one program, kept up to a limit. */
export interface CapturedOutput {
  /** Takes what was written. Answers false once the program has flooded and is to be ended. */
  add(kind: 'stdout' | 'stderr', content: Uint8Array): boolean;
  /** What was kept, as text: broken UTF-8 is replaced, a character that the limit cut in two is left out. */
  text(kind: 'stdout' | 'stderr'): string;
  readonly truncated: boolean;
  readonly flooded: boolean;
}

/** Keeps at most `limit` bytes of each output; never holds more, however much is written. */
export function captureOutput(limit: number): CapturedOutput {
  const kept = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const sizes = { stdout: 0, stderr: 0 };
  let written = 0;
  let truncated = false;
  return {
    add(kind, content) {
      written += content.length;
      const room = limit - sizes[kind];
      if (content.length > room) truncated = true;
      if (room > 0) {
        // A copy: a view would keep the whole of the stream's buffer.
        const part = Uint8Array.prototype.slice.call(content, 0, room);
        kept[kind].push(part);
        sizes[kind] += part.length;
      }
      return written <= limit * FLOOD;
    },
    text(kind) {
      return new StringDecoder('utf8').write(Buffer.concat(kept[kind]));
    },
    get truncated() {
      return truncated;
    },
    get flooded() {
      return written > limit * FLOOD;
    },
  };
}
