import { readHeld } from '../settings/read-held.js';
import { originOf } from '../network/package-origin.js';
import { joined, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { pathspecOf } from './git-pathspec.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import { unpackInto } from './tar-program.js';

/** The path of a word, without what Git says about it; null for what is excluded, which names nothing. */
function pathspec(word: Field): Field | null {
  const { text, excludes } = pathspecOf(word.text);
  return excludes ? null : { ...word, text };
}

/** `REVISION:PATH`, `:PATH`, `:2:PATH`: a file as it was, or as it is staged. Null where no path is named. */
function ofRevision(word: Field): Field | null {
  const path = /^[^:]*:(?:[0-3]:)?([^(!^/][\s\S]*)$/.exec(word.text)?.[1];
  return path === undefined ? null : { ...word, text: path, glob: false };
}

/** Only names, numbers or hashes are printed. */
const NAMES_ONLY =
  '--stat --numstat --shortstat --dirstat --summary --name-only --name-status --raw --quiet --no-patch -s --check';
/** These print a patch only when they are asked to. */
const PATCH_ON_DEMAND = /(?:log|whatchanged|diff-tree|diff-index|diff-files|reflog|stash)$/;
const PATCH = '-p -u --patch -L --cc --full-diff --patch-with-stat';

/** `git show REV:PATH`, `git diff PATH`, `git log -p -- PATH`: what stands in a file is shown, wherever Git keeps it. */
export function readShown(invocation: Invocation): Data | undefined {
  const { shell, operands, name } = invocation;
  if (has(invocation, NAMES_ONLY)) return undefined;
  if (PATCH_ON_DEMAND.test(name) && !has(invocation, PATCH)) return undefined;
  if (name.endsWith('cat-file') && has(invocation, '-t -e --batch-check')) return undefined;
  const lines = valueOfOption(invocation, '-L');
  return shownBy(shell, lines === null ? operands : [...operands, lines]);
}

/** `git grep PATTERN [REV] [--] PATH…`: lines of the files are shown. */
export function readGrep(invocation: Invocation): Data | undefined {
  if (has(invocation, '-l -L -c -q --files-with-matches --files-without-match --name-only --count --quiet'))
    return undefined;
  const { operands, shell } = invocation;
  return shownBy(shell, has(invocation, '-e -f') ? operands : operands.slice(1));
}

/** `git hash-object -w FILE`: its content is in the repository afterwards. */
export function readHashed(invocation: Invocation): undefined {
  if (has(invocation, '-w')) shownBy(invocation.shell, invocation.operands);
  return undefined;
}

/** What is shown of files; nothing is said about content that is nobody's secret. */
export function shownBy(shell: Invocation['shell'], words: readonly Field[]): Data | undefined {
  let shown: Data = NOTHING;
  for (const word of words) {
    const path = ofRevision(word) ?? pathspec(word);
    if (path !== null && path.text !== '') shown = joined(shown, readPath(shell, { ...path, glob: false }));
  }
  return (shown.taint & (Taint.secret | Taint.system)) === 0 ? undefined : unknownData(shown.taint);
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
