import { readHeld } from '../settings/read-held.js';
import { originOf } from '../network/package-origin.js';
import { NOTHING, Taint, unknownData } from '../shell/data.js';
import { shownBy } from './git-shown.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import { unpackInto } from './tar-program.js';

/** `git hash-object -w FILE`: its content is in the repository afterwards. */
export function readHashed(invocation: Invocation): undefined {
  if (has(invocation, '-w')) shownBy(invocation.shell, invocation.operands);
  return undefined;
}

const URL_NAME = /([^/:\\]+?)(?:\.git)?\/*$/;

/** `git clone URL [FOLDER]`: the folder is filled with what somebody else wrote. */
export function readCloned(invocation: Invocation): void {
  const { shell, operands } = invocation;
  const [url, named] = operands;
  readTemplate(invocation);
  if (url === undefined) return;
  const folder = named ?? { ...url, text: URL_NAME.exec(url.text)?.[1] ?? '\0' };
  const strange = originOf(url.text) === 'stranger';
  unpackInto(shell, folder, unknownData(strange ? Taint.download : 0));
}

/** `--template=FOLDER`: the hooks in it are those of the new repository. */
export function readTemplate(invocation: Invocation): undefined {
  const { shell, evidence } = invocation;
  const value = valueOfOption(invocation, '--template');
  if (value !== null) readHeld({ holds: 'place' }, { name: '--template', value, shell, evidence });
  return undefined;
}

/** `git worktree add PATH`, `git submodule add URL PATH`: a folder that is filled from the repository. */
export function readAddedFolder({ shell, operands, name }: Invocation): undefined {
  const [verb, first, second] = operands;
  const folder = name.endsWith('worktree') && verb?.text === 'add' ? first : second;
  if (folder !== undefined && (verb?.text === 'add' || verb?.text === 'move'))
    unpackInto(shell, folder, NOTHING);
  return undefined;
}

/** `git apply --directory=FOLDER`, `git checkout-index --prefix=FOLDER/`: what is written lands there. */
export function readLanded(invocation: Invocation): undefined {
  const folder = valueOfOption(invocation, '--directory --prefix');
  if (folder !== null && !has(invocation, LOOKS)) unpackInto(invocation.shell, folder, NOTHING);
  return undefined;
}

const LOOKS = '--check --stat --numstat --summary';
