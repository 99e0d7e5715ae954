import { decodeEscapes } from './escapes.js';
import { capped, type Data, type Field } from './data.js';

const DIRECTIVE = /%(?:%|[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?([a-zA-Z]))/g;
/** Rounds in which a format is used again for further arguments. */
const MAX_ROUNDS = 256;

/** What `printf FORMAT ARGUMENT…` prints, as far as the arguments are known. */
export function formatPrintf(words: readonly Field[]): Data {
  const [format, ...args] = words;
  if (format === undefined) return { text: '', taint: 0 };
  const taint = words.reduce((all, word) => all | word.taint, 0);
  let next = 0;
  let text = '';
  for (let round = 0; round < MAX_ROUNDS && (round === 0 || next < args.length); round += 1) {
    const from = next;
    text += decodeEscapes(format.text).replace(DIRECTIVE, (directive, verb: string | undefined) => {
      if (verb === undefined) return '%';
      const arg = args[next]?.text ?? '';
      next += 1;
      return verb === 'b'
        ? decodeEscapes(arg)
        : verb === 'c'
          ? arg.slice(0, 1)
          : directive.includes('(')
            ? '\0'
            : arg;
    });
    if (next === from) break;
  }
  return { text: capped(text), taint };
}
