import { isKnown, NOTHING, type Data, type Field } from '../shell/data.js';
import { readQuietly, writePath } from '../shell/file-acts.js';
import { patchedFiles } from '../tools/patch-paths.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import { unpackInto } from './tar-program.js';

/** `patch [FILE [PATCH]]`: the file that is named is written, else those that the patch names, below the folder. */
export function readPatch(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  if (has(invocation, '--dry-run')) return NOTHING;
  const [original, given] = operands;
  const target = valueOfOption(invocation, '-o --output') ?? original;
  if (target !== undefined) {
    if (target.text !== '-') writePath(shell, target, null);
    return NOTHING;
  }
  const list = given ?? valueOfOption(invocation, '-i --input');
  const { text } = list === null || list.text === '-' ? io.stdin : readQuietly(shell, list);
  const files = isKnown(text) ? patchedFiles({ param: evidence.param, text }) : [];
  const word = (path: string): Field => ({ text: path, taint: 0, glob: false, evidence });
  for (const { path } of files) writePath(shell, word(path), null);
  // Names in the patch say where it lands, and nobody sees them here.
  if (files.length === 0) unpackInto(shell, word('.'), NOTHING);
  return NOTHING;
}
