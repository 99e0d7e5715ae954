import type { Terminal } from './command.js';

/** Says what takes long while it does, on a line that is gone afterwards; nothing where nobody watches. */
export function whileBusy<T>({ progress }: Pick<Terminal, 'progress'>, text: string, work: () => T): T {
  progress?.(text);
  try {
    return work();
  } finally {
    progress?.('');
  }
}
