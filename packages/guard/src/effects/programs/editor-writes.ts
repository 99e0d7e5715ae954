import type { Data } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import type { Invocation } from './invocation.js';

/** Commands of vi that write the file, as an option's value or after `+`. */
const WRITES =
  /(?:^\+?|\|):?\s{0,9}(?:silent!?\s+)?(?:%?w(?:rite)?q?a?l?!?|x(?:it|a|all)?!?|up(?:date)?)(?:\s|\||$)/;
/** The same on a line of a line editor's input. */
const WRITES_LINE = /(?:^|\n)[ \t]*[\d,.$%]{0,20}(?:w|wq|x)!?(?:\s|$)/;

/** `vim -c 'wq' FILE`, `ed FILE` with `w` among its input: nobody sits there, and the file is changed all the same. */
export function readEditorWrites(invocation: Invocation): Data | undefined {
  const { options, operands, args, io, shell } = invocation;
  const told =
    options.some(({ name, value }) => /^(?:-c|--cmd)$/.test(name) && WRITES.test(value?.text ?? '')) ||
    args.some(({ text }) => text.startsWith('+') && WRITES.test(text));
  const typed = io.piped && WRITES_LINE.test(io.stdin.text);
  if (told || typed)
    for (const file of operands) if (!file.text.startsWith('+')) writePath(shell, file, null);
  return undefined;
}
