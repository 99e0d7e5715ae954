import { shape } from '../effect-shape.js';
import { originOf } from '../network/package-origin.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import { fetchUrl } from '../shell/network-acts.js';
import { readAddedFolder, readCloned } from './git-paths.js';
import { shownBy } from './git-shown.js';
import { readSetting } from './git-settings.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';

const PUSH = shape('vcs.push', 'shared', 'partial', 'normal');
const OVERWRITE_SHARED = shape('vcs.rewrite', 'shared', 'hard', 'sensitive');
const OVERWRITE_OWN = shape('vcs.rewrite', 'shared', 'hard', 'normal');
/** The history goes to somebody of whom nothing is known. */
const ELSEWHERE = shape('vcs.push', 'shared', 'hard', 'normal');
const LEASED = shape('vcs.rewrite', 'shared', 'partial', 'normal');

/** Branches that others build on by convention. */
const COMMON_BRANCH =
  /^\+?(?:refs\/heads\/)?(?:[^:]*:)?(?:refs\/heads\/)?(?:main|master|trunk|develop|development|dev|production|prod|stable|staging|release(?:[-/].*)?|gh-pages|HEAD)$/;

/** Branches that a program writes anew each time, and nobody builds on. */
const MACHINE_BRANCH =
  /^\+?(?:[^:]*:)?(?:refs\/heads\/)?(?:(?:automated|automation|auto|bot|bots|renovate|dependabot|create-pull-request|changeset-release|pre-commit-ci|snyk)[/-]|release-please--|auto-)[\w./-]+$/;

/** `git push`: what it overwrites decides, and whether the remote may have moved. */
export function readPush(invocation: Invocation): Data {
  const { operands, shell } = invocation;
  if (has(invocation, '-n --dry-run')) return NOTHING;
  const [, ...refs] = operands;
  const target = operands.map((operand) => operand.text).join(' ');
  const forced = has(invocation, '-f --force') || refs.some((ref) => ref.text.startsWith('+'));
  const deletes = has(invocation, '-d --delete --prune') || refs.some((ref) => /^\+?:./.test(ref.text));
  const everything = has(invocation, '--mirror') || (forced && has(invocation, '--all'));
  const common = refs.some((ref) => COMMON_BRANCH.test(ref.text));
  const leased = has(invocation, '--force-with-lease');
  runTransport(invocation);
  const [remote] = operands;
  // A remote that nobody set up before is told where everything goes.
  const address = shell.files.get(remotePath(shell, remote?.text ?? 'origin'))?.text ?? remote?.text ?? '';
  const elsewhere = originOf(address) === 'stranger';
  if (everything || ((forced || deletes) && (common || refs.length === 0)))
    note(invocation, OVERWRITE_SHARED, target);
  else if (leased && !forced && !deletes && common) note(invocation, OVERWRITE_OWN, target);
  else if ((forced || deletes) && !(refs.length > 0 && refs.every((ref) => MACHINE_BRANCH.test(ref.text))))
    note(invocation, OVERWRITE_OWN, target);
  else note(invocation, elsewhere ? ELSEWHERE : leased || forced || deletes ? LEASED : PUSH, target);
  return NOTHING;
}

/** Where Git keeps a remote's name: what a call sets up itself is remembered there. */
function remotePath(shell: Invocation['shell'], name: string): string {
  return `${shell.cwd}/.git/remotes/${name}`;
}

/** `git remote add NAME URL`, `set-url`. */
export function readRemotes(invocation: Invocation): undefined {
  const { operands, shell } = invocation;
  const [verb, name, url] = operands;
  if (name !== undefined && (verb?.text === 'add' || verb?.text === 'set-url'))
    shell.files.set(remotePath(shell, name.text), { text: url?.text ?? '', taint: 0 });
  return undefined;
}

const SECRET_STAGED = shape('vcs.write', 'workspace', 'hard', 'sensitive');

/** `git add`: a secret that is named gets into the history, where everybody who has the repository can read it. */
export function readAdd(invocation: Invocation): undefined {
  const secret = invocation.operands.find(({ text }) => isSecretPath(text));
  if (secret !== undefined && !has(invocation, '-n --dry-run')) note(invocation, SECRET_STAGED, secret.text);
  return undefined;
}

/** `git format-patch --root --stdout`: the whole history, as patches. */
export function readPatches(invocation: Invocation): Data | undefined {
  return has(invocation, '--root') && has(invocation, '--stdout') ? unknownData(Taint.whole) : undefined;
}

/** `git archive` and `git bundle`: all of a repository in one file, or on standard output. */
export function readPacked(invocation: Invocation): Data {
  const { shell, operands, name } = invocation;
  const named = name.endsWith('archive') ? shownBy(shell, operands.slice(1)) : undefined;
  const packed = unknownData(Taint.whole | (named?.taint ?? 0));
  const output = name.endsWith('bundle')
    ? operands[0]?.text === 'create'
      ? (operands[1] ?? null)
      : undefined
    : valueOfOption(invocation, '-o --output');
  if (output === undefined) return NOTHING;
  if (output === null || output.text === '-') return packed;
  writePath(shell, output, packed);
  return NOTHING;
}

/** `git clone`, `fetch`, `pull`: a remote such as `ext::sh -c …` runs a command. */
export function readRemote(invocation: Invocation): Data {
  for (const operand of invocation.operands) readTransport(operand, invocation);
  if (invocation.name.endsWith('clone')) readCloned(invocation);
  runTransport(invocation);
  for (const { name, value } of invocation.options) {
    const at = value === null || !/^(?:-c|--config)$/.test(name) ? -1 : value.text.indexOf('=');
    if (at > 0 && value !== null)
      readSetting(value.text.slice(0, at), { ...value, text: value.text.slice(at + 1) }, invocation);
  }
  return NOTHING;
}

/** What Git starts at the other end, which may be this one. */
const PACK_PROGRAM = /^(?:[\w./~-]*\/)?git[- ](?:upload|receive)-(?:pack|archive)$/;

/** `--upload-pack=PROGRAM`, `--receive-pack=PROGRAM`: any other program is there for what it does. */
function runTransport(invocation: Invocation): void {
  const { shell, io, evidence } = invocation;
  // `-u` of `git fetch` is another option.
  const names = invocation.name.endsWith('clone') ? '-u --upload-pack' : '--upload-pack';
  for (const name of [names, '--receive-pack', '--exec']) {
    const command = valueOfOption(invocation, name);
    if (command === null || PACK_PROGRAM.test(command.text)) continue;
    shell.reading.sink.finding('config.injected-code', evidence, name);
    shell.reading.engine.text(command, shell, io, evidence);
  }
}

function readTransport(operand: Field, invocation: Invocation): void {
  const { shell, io, evidence } = invocation;
  const runs = /^ext::([\s\S]*)$/.exec(operand.text)?.[1];
  if (runs !== undefined) {
    shell.reading.sink.finding('config.injected-code', operand.evidence);
    shell.reading.engine.text({ text: runs, taint: operand.taint }, shell, io, evidence);
  } else if (/^(?:https?|git|ssh|ftp):\/\//.test(operand.text)) {
    fetchUrl(shell, operand, operand.evidence);
  }
}

/** `submodule foreach`, `bisect run`, `rebase --exec`: Git runs a command again and again. */
export function readGitCarrier(invocation: Invocation): Data {
  const { shell, io, evidence, args } = invocation;
  if (invocation.name.endsWith('submodule')) readAddedFolder(invocation);
  const at = args.findIndex((word) => word.text === 'foreach' || word.text === 'run');
  const words = at < 0 ? [] : args.slice(at + 1);
  while (/^(?:--recursive|--quiet|-q|--)$/.test(words[0]?.text ?? '')) words.shift();
  if (words.length === 1 && words[0] !== undefined) shell.reading.engine.text(words[0], shell, io, evidence);
  else if (words.length > 1) shell.reading.engine.words(words, shell, io, evidence);
  return NOTHING;
}
