import type { Line } from './message.js';
import type { Writable } from 'node:stream';

/** The end of a connection that is written to. */
export interface LineWriter {
  /** Resolves when the next line may come: a reader that is slow is waited for. What nobody reads any more is lost. */
  write(line: Line): Promise<void>;
  end(): void;
}

/** Writes whole lines, each in one piece, also when several are at it. */
export function createLineWriter(output: Writable): LineWriter {
  let isOver = false;
  let ready: Promise<void> | null = null;
  // Whoever reads may be gone at any time; the end of its other stream says so too.
  output.on('error', () => (isOver = true));
  output.on('close', () => (isOver = true));

  const untilReady = async (): Promise<void> =>
    new Promise((resolve) => {
      const over = (): void => {
        for (const name of ENDS) output.off(name, over);
        ready = null;
        resolve();
      };
      for (const name of ENDS) output.on(name, over);
    });

  return {
    async write(line) {
      if (isOver) return;
      const isRoom = output.write(typeof line === 'string' ? `${line}\n` : Buffer.concat([line, NEWLINE]));
      if (!isRoom) await (ready ??= untilReady());
    },
    end() {
      if (!isOver) output.end();
      isOver = true;
    },
  };
}

const ENDS = ['drain', 'close', 'error'] as const;
const NEWLINE = new Uint8Array([0x0a]);
