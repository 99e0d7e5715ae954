import { UNKNOWN } from '../paths/locate.js';
import { NOTHING, type Data, type Field } from './data.js';
import { placeOf } from './file-acts.js';
import type { Shell } from './shell-state.js';

/** `cd FOLDER`: relative paths mean something else from here on. */
export function changeFolder(args: readonly Field[], shell: Shell): Data {
  const target = args.find((arg) => !/^-[LPe@]+$|^--$/.test(arg.text));
  const { world } = shell.reading;
  const text = target === undefined ? world.facts.home : target.text === '-' ? UNKNOWN : target.text;
  const folder = placeOf(shell, text).path;
  const before = shell.cwd;
  shell.cwd = folder.startsWith('/') ? folder : UNKNOWN;
  const written = shell.variables.get('PWD');
  if (written === undefined) return NOTHING;
  // A folder that is not there leaves the shell, and `PWD`, where it was.
  const stays = world.facts.kind(folder) === null ? [...written.values, { text: before, taint: 0 }] : [];
  shell.variables.set('PWD', { values: [{ text: shell.cwd, taint: 0 }, ...stays], exported: true });
  return NOTHING;
}

/** `pushd FOLDER` goes there; without one it changes places with the last one left. */
export function pushFolder(args: readonly Field[], shell: Shell): Data {
  const { cwd, left = [] } = shell;
  const named = args.find((arg) => !/^-n?$|^--$/.test(arg.text));
  if (named === undefined) {
    shell.cwd = left[0] ?? UNKNOWN;
    shell.left = [cwd, ...left.slice(1)];
    return NOTHING;
  }
  // Numbers turn the stack round, and nobody counts here.
  if (/^[-+]\d+$/.test(named.text)) {
    shell.cwd = UNKNOWN;
    shell.left = [];
    return NOTHING;
  }
  changeFolder(args, shell);
  shell.left = [cwd, ...left];
  return NOTHING;
}

/** `popd` goes back to the folder that the last `pushd` left. */
export function popFolder(args: readonly Field[], shell: Shell): Data {
  const [last = UNKNOWN, ...left] = shell.left ?? [];
  shell.cwd = args.length === 0 ? last : UNKNOWN;
  shell.left = args.length === 0 ? left : [];
  return NOTHING;
}
