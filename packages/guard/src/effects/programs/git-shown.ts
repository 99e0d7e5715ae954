import { joined, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { pathspecOf } from './git-pathspec.js';
import { has, valueOfOption, type Invocation } from './invocation.js';

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

/** What is committed is never the guard's own, which Git ignores: no such name at the top begins with a dot. */
const COMMITTED: Data = { text: './[!.]*/\0', taint: 0 };

/** `git ls-files`: the names of what is committed, or with `-o` and `-i` of what is not. */
export function readListed(invocation: Invocation): Data {
  return has(invocation, '-o --others -i --ignored') ? { text: './\0', taint: 0 } : COMMITTED;
}

/** `git grep PATTERN [REV] [--] PATH…`: lines of the files are shown. */
export function readGrep(invocation: Invocation): Data | undefined {
  if (has(invocation, '-l -L --files-with-matches --files-without-match --name-only')) return COMMITTED;
  if (has(invocation, '-c -q --count --quiet')) return undefined;
  const { operands, shell } = invocation;
  return shownBy(shell, has(invocation, '-e -f') ? operands : operands.slice(1));
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
