import type { Evidence, Params, ParamValue } from '@sentinel-agentos/core';
import type { ReadCommand } from '../effects/effect-reading.js';

/** Stands for a word whose value is not known. No pattern names it. */
const UNKNOWN_WORD = '\ufffd';
/** How much of the source a pattern over several commands of a line can see. */
const MAX_SOURCE = 4096;

/**
 * The texts in which a command rule looks for its pattern, each beginning where the command begins:
 * the program without its folder and its words, joined by single spaces, words with blanks in single quotes;
 * the same with the folder, when it was written; and the source from there to the end of the line, for
 * patterns over pipes and redirections.
 */
export function textsOf(command: ReadCommand, params: Params): readonly string[] {
  const [program, ...words] = command.argv.map((word) => (word === null ? UNKNOWN_WORD : quoted(word)));
  const texts = new Set<string>();
  if (program !== undefined) {
    const rest = words.length === 0 ? '' : ` ${words.join(' ')}`;
    texts.add(program.slice(program.lastIndexOf('/') + 1) + rest);
    texts.add(program + rest);
  }
  const { param, start } = command.evidence;
  const line = textAt(params, param).slice(start, start + MAX_SOURCE);
  texts.add((/^(?:[^\n\\]|\\[^])*/u.exec(line)?.[0] ?? '').replaceAll('\\\n', ''));
  texts.delete('');
  return [...texts];
}

/** The span of a parameter that something was read from; empty when there is no such text. */
export function evidenceText(evidence: Evidence, params: Params): string {
  return textAt(params, evidence.param).slice(evidence.start, evidence.end);
}

/** How many members are tried on the way to a path: names that hold dots make it ambiguous. */
const MAX_TRIES = 1000;

/** The text at a dotted path of the parameters; empty when there is none. */
export function textAt(params: Params, path: string): string {
  let tries = 0;
  const found = (value: ParamValue | undefined, rest: string): string | null => {
    tries += 1;
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || tries > MAX_TRIES)
      return null;
    const members = value as Params;
    for (let end = rest.length; end >= 0; end = rest.lastIndexOf('.', end - 1)) {
      const name = rest.slice(0, end);
      if (!Object.hasOwn(members, name)) continue;
      const member = members[name];
      const text = end === rest.length ? member : found(member, rest.slice(end + 1));
      if (typeof text === 'string') return text;
      if (end <= 0) break;
    }
    return null;
  };
  return found(params, path) ?? '';
}

function quoted(word: string): string {
  return word === '' || /\s/u.test(word) ? `'${word}'` : word;
}
