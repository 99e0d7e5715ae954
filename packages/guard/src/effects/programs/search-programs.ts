import { UNKNOWN } from '../paths/locate.js';
import { joined, NOTHING, unknownData, type Data } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { has, type Invocation } from './invocation.js';

const BY_FOLDER = /^(?:rg|ag|ack|ugrep)$/;
const SKIPS_HIDDEN = /^(?:rg|ag|ack)$/;

/** `grep PATTERN FILE…`: with `-r` every folder among the operands is read with all that is below it. */
export function readSearch(invocation: Invocation): Data | undefined {
  const { name, operands, shell, input } = invocation;
  if (!has(invocation, '-r -R --recursive') && !BY_FOLDER.test(name)) return undefined;
  const folders = operands.slice(has(invocation, '-e --regexp -f --file') ? 0 : 1);
  const inside = folders.map((word) => readPath(shell, word, true)).reduce(joined, NOTHING);
  if (!has(invocation, '-l -L --files-with-matches --files-without-match --files'))
    return unknownData(input.taint | inside.taint);
  // Names are printed, as they are below the folders that are searched.
  if (folders.length > 0)
    return {
      text: folders.map(({ text }) => `${text.replace(/\/+$/, '')}/${UNKNOWN}`).join('\n'),
      taint: 0,
    };
  const hidden = SKIPS_HIDDEN.test(name) && !has(invocation, '--hidden -. -u --unrestricted -a');
  return { text: hidden ? `./[!.]*/${UNKNOWN}` : `./${UNKNOWN}`, taint: 0 };
}
