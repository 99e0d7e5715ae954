import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';

/**
 * Asks at the process's own terminal, whatever its input and output are: what is piped in cannot answer. Null when
 * there is no terminal, or when `signal` ended the wait. On Windows there is none that could be asked.
 */
export async function askAtTerminal(text: string, signal: AbortSignal): Promise<string | null> {
  const terminal = openTerminal();
  if (terminal === null) return null;
  const input = new ReadStream(terminal);
  const lines = createInterface({ input, terminal: false });
  try {
    writeSync(terminal, text);
    return await new Promise<string | null>((resolve) => {
      lines.once('line', resolve);
      // The end of the input is an answer, and none that agrees.
      lines.once('close', () => resolve(''));
      if (signal.aborted) resolve(null);
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
  } finally {
    lines.close();
    input.destroy();
  }
}

/** A process without a terminal of its own cannot open this name. */
function openTerminal(): number | null {
  try {
    return openSync('/dev/tty', 'r+');
  } catch {
    return null;
  }
}
