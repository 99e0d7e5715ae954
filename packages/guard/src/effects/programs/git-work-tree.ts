import { posix } from 'node:path';
import { shape } from '../effect-shape.js';
import { isWithin } from '../paths/zones.js';
import { isRegenerable } from '../paths/regenerable-paths.js';
import { NOTHING, type Data, type Field } from '../shell/data.js';
import { deletePath, placeOf } from '../shell/file-acts.js';
import { readMove } from './copy-programs.js';
import { notePaths, pathspecOf, placeIn, takesState, topOf } from './git-pathspec.js';
import { readLanded } from './git-paths.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';
import { unpackInto } from './tar-program.js';

const WRITE = shape('vcs.write', 'workspace', 'easy', 'normal');
const CHANGED = shape('fs.write', 'workspace', 'easy', 'normal');
const REMOVED = shape('fs.delete', 'workspace', 'easy', 'normal');
const CLEANED = shape('fs.delete', 'workspace', 'hard', 'sensitive');
const DISCARD_ONE = shape('fs.write', 'workspace', 'hard', 'normal');
const DISCARD_ALL = shape('fs.write', 'workspace', 'hard', 'sensitive');
const DISCARD = shape('vcs.rewrite', 'workspace', 'hard', 'sensitive');

const WHOLE_TREE = /^(?:\.|\.\/|\*|:\/|:\(top\)|--|.*\/)$/;

/** `git checkout` and `git restore`: a branch is switched, or changes of files are thrown away. */
export function readCheckout(invocation: Invocation): Data {
  const { args, operands, shell, evidence } = invocation;
  const dashes = args.findIndex((arg) => arg.text === '--');
  const restores = invocation.name.endsWith('restore');
  const staged = has(invocation, '-S --staged') && !has(invocation, '-W --worktree');
  if (restores && staged) {
    note(invocation, WRITE);
    return NOTHING;
  }
  const paths =
    dashes >= 0
      ? args.slice(dashes + 1)
      : restores
        ? operands
        : operands.filter((word) => WHOLE_TREE.test(word.text));
  if (has(invocation, '-f --force') || (has(invocation, '--discard-changes') && !restores))
    notePaths(shell, DISCARD_ALL, [], evidence);
  else if (paths.some((path) => WHOLE_TREE.test(path.text))) notePaths(shell, DISCARD_ALL, paths, evidence);
  else if (paths.length > 0) notePaths(shell, DISCARD_ONE, paths, evidence);
  else note(invocation, WRITE);
  return NOTHING;
}

/** `git clean`: what Git does not know is gone for good, unless the paths name only what a build makes. */
export function readClean(invocation: Invocation): Data {
  const { shell, operands, evidence } = invocation;
  if (has(invocation, '-n --dry-run') || !has(invocation, '-f --force')) return NOTHING;
  // With `-x` what Git ignores goes too, and that is how the guard's own folder is kept out of repositories.
  if (has(invocation, '-x -X') && !sparesState(invocation) && takesState(shell, operands))
    shell.reading.sink.finding('state.protected', evidence);
  const made = operands.every(({ text }) => isRegenerable(text.replace(/\/+$/, '')) && !text.includes('..'));
  if (operands.length > 0 && made) for (const operand of operands) deletePath(shell, operand, true);
  else for (const target of cleanedBy(invocation)) note(invocation, CLEANED, target);
  return NOTHING;
}

/**
 * What Git cleans. A folder that holds the guard's own is named by no path, like the whole work tree: it is not
 * deleted itself, and without `-x` neither is what Git ignores in it.
 */
function cleanedBy({ shell, operands }: Invocation): readonly string[] {
  const { state } = shell.reading.boundaries;
  const paths = operands.map(({ text }) => pathspecOf(text));
  const named = paths.filter(({ excludes }) => !excludes).map((spec) => placeIn(spec, shell));
  const places = named.length === 0 ? [placeOf(shell, '.').path] : named;
  return places.map((path) => (isWithin(state, path) ? '' : path));
}

/** Git is told the patterns as in a `.gitignore`: `nope/.agentos` spares only that, and with `-X` they mean more. */
function sparesState(invocation: Invocation): boolean {
  const own = posix.basename(invocation.shell.reading.boundaries.state);
  const patterns = invocation.options
    .filter(({ name }) => name === '-e' || name === '--exclude')
    .map(({ value }) => value?.text ?? '');
  if (has(invocation, '-X') || patterns.some((text) => text.startsWith('!'))) return false;
  return patterns.some((text) => [own, `/${own}`, `${own}/`, `/${own}/`].includes(text));
}

const STASH_COMMAND = /^(?:list|show|drop|pop|apply|branch|clear|create|store|push|save)$/;

/** `git stash --all`: what Git ignores is packed away too, from the whole work tree, and the guard's own folder with it. */
export function readStash(invocation: Invocation): undefined {
  const { shell, operands, evidence } = invocation;
  if (!has(invocation, '-a --all')) return undefined;
  const named = operands[0]?.text ?? '';
  // Without a command of its own it is `push`; what follows `save` is a message.
  const verb = STASH_COMMAND.test(named) ? named : 'push';
  const paths = verb === 'save' ? [] : verb === named ? operands.slice(1) : operands;
  if ((verb === 'push' || verb === 'save') && takesState(shell, paths, true))
    shell.reading.sink.finding('state.protected', evidence);
  return undefined;
}

/** `git rm`: what is committed can be had back; forced and with all below it, what is not goes as well. */
export function readRemoved(invocation: Invocation): Data {
  const { shell, operands, evidence } = invocation;
  if (has(invocation, '-n --dry-run --cached')) return NOTHING;
  const paths = operands;
  if (has(invocation, '-f --force') && has(invocation, '-r'))
    for (const operand of paths) {
      const { text, excludes } = pathspecOf(operand.text);
      if (!excludes) deletePath(shell, { ...operand, text: text === '' ? '.' : text }, true);
    }
  else if (paths.length > 0) notePaths(shell, REMOVED, paths, evidence);
  return NOTHING;
}

/** `git mv`: as `mv` does it, and the index with it. */
export function readRenamed(invocation: Invocation): Data {
  return has(invocation, '-n --dry-run') ? NOTHING : readMove(invocation);
}

/** `git checkout-index -f`: files become what is staged, whatever was in them. */
export function readStagedOut(invocation: Invocation): undefined {
  const { shell, operands, evidence } = invocation;
  if (valueOfOption(invocation, '--prefix') !== null) return readLanded(invocation);
  const all = has(invocation, '-a --all') || has(invocation, '--stdin');
  if (!has(invocation, '-f --force')) notePaths(shell, CHANGED, all ? [] : operands, evidence);
  else notePaths(shell, all ? DISCARD_ALL : DISCARD_ONE, all ? [] : operands, evidence);
  return undefined;
}

/** `git read-tree -u`: the work tree follows; with `--reset` it loses what was changed in it. */
export function readTreeRead(invocation: Invocation): undefined {
  if (!has(invocation, '-u') || has(invocation, '-n --dry-run')) return undefined;
  if (has(invocation, '--reset')) note(invocation, DISCARD);
  notePaths(invocation.shell, CHANGED, [], invocation.evidence);
  return undefined;
}

/** `git reset --hard` and its like in another work tree than that of the workspace. */
export function readReset(invocation: Invocation): undefined {
  const { shell, evidence } = invocation;
  const discards = has(invocation, '--hard --merge --abort');
  if (discards && topOf(shell) !== shell.reading.boundaries.workspace)
    notePaths(shell, CHANGED, [], evidence);
  return undefined;
}

/** `git apply`: what is patched may not be committed; names in the patch say where, and nobody sees them here. */
export function readApplied(invocation: Invocation): undefined {
  if (has(invocation, '--check --stat --numstat --summary --cached')) return undefined;
  if (valueOfOption(invocation, '--directory') !== null) return readLanded(invocation);
  const here: Field = { text: '.', taint: 0, glob: false, evidence: invocation.evidence };
  unpackInto(invocation.shell, here, NOTHING);
  return undefined;
}
