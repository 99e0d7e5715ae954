import { shape } from '../effect-shape.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import { fetchUrl } from '../shell/network-acts.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';

const PUSH = shape('vcs.push', 'shared', 'partial', 'normal');
const OVERWRITE_SHARED = shape('vcs.rewrite', 'shared', 'hard', 'sensitive');
const OVERWRITE_OWN = shape('vcs.rewrite', 'shared', 'hard', 'normal');
const ELSEWHERE = shape('vcs.push', 'shared', 'hard', 'normal');
const LEASED = shape('vcs.rewrite', 'shared', 'partial', 'normal');
const WRITE = shape('vcs.write', 'workspace', 'easy', 'normal');
const DISCARD_ONE = shape('fs.write', 'workspace', 'hard', 'normal');
const DISCARD_ALL = shape('fs.write', 'workspace', 'hard', 'sensitive');

/** Branches that others build on by convention. */
const COMMON_BRANCH =
  /^\+?(?:refs\/heads\/)?(?:[^:]*:)?(?:refs\/heads\/)?(?:main|master|trunk|develop|development|dev|production|prod|stable|staging|release(?:[-/].*)?|gh-pages|HEAD)$/;

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
  const [remote] = operands;
  // A remote that nobody set up before is told where everything goes.
  const address = shell.files.get(remotePath(shell, remote?.text ?? ''))?.text ?? remote?.text ?? '';
  const elsewhere = ADDRESS.test(address) && !KNOWN_FORGE.test(address);
  if (everything || ((forced || deletes) && (common || refs.length === 0)))
    note(invocation, OVERWRITE_SHARED, target);
  else if (forced || deletes || (leased && common)) note(invocation, OVERWRITE_OWN, target);
  else note(invocation, elsewhere ? ELSEWHERE : leased ? LEASED : PUSH, target);
  return NOTHING;
}

const ADDRESS = /^(?:https?|ssh|git|ftps?):\/\/|^[\w.-]+@[\w.-]+:/;
/** Where people have their repositories, and are logged in as themselves. */
const KNOWN_FORGE =
  /^(?:(?:https|ssh|git):\/\/)?(?:[^/@]{0,200}@)?(?:[\w-]+\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|sr\.ht|dev\.azure\.com|huggingface\.co|gitcode\.com|coding\.net)(?=[:/]|$)/i;

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

/** `git archive` and `git bundle`: all of a repository in one file, or on standard output. */
export function readPacked(invocation: Invocation): Data {
  const { shell, operands, name } = invocation;
  const packed = unknownData(Taint.whole);
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

const WHOLE_TREE = /^(?:\.|\.\/|\*|:\/|:\(top\)|--|.*\/)$/;

/** `git checkout` and `git restore`: a branch is switched, or changes of files are thrown away. */
export function readCheckout(invocation: Invocation): Data {
  const { args, operands } = invocation;
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
    note(invocation, DISCARD_ALL, '.');
  else if (paths.some((path) => WHOLE_TREE.test(path.text))) note(invocation, DISCARD_ALL, '.');
  else if (paths.length > 0) note(invocation, DISCARD_ONE, paths.map((path) => path.text).join(' '));
  else note(invocation, WRITE);
  return NOTHING;
}

/** `git clone`, `fetch`, `pull`: a remote such as `ext::sh -c …` runs a command. */
export function readRemote(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  for (const operand of operands) readTransport(operand, invocation);
  for (const name of ['-u --upload-pack', '--receive-pack', '--exec']) {
    const command = valueOfOption(invocation, name);
    if (command !== null) shell.reading.engine.text(command, shell, io, evidence);
  }
  return NOTHING;
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

/** Settings whose value Git runs: `alias.x=!cmd`, pagers, editors, ssh and diff programs. */
const RUN_BY_GIT =
  /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand)|pager\..*|sequence\.editor|diff\.external|diff\..*\.(?:command|textconv)|merge\..*\.driver|mergetool\..*\.cmd|difftool\..*\.cmd|filter\..*\.(?:clean|smudge|process)|credential\.helper|credential\..*\.helper|gpg\.program|gpg\..*\.program|uploadpack\.packobjectshook|browser\..*\.cmd|man\..*\.cmd|remote\..*\.(?:uploadpack|receivepack)|trailer\..*\.command|sendemail\..*cmd)$/i;

/** One setting, from `git -c name=value` or `git config name value`. Returns the alias it defines, if any. */
function readSetting(name: string, value: Data, invocation: Invocation): void {
  const { shell, io, evidence } = invocation;
  const { sink, engine } = shell.reading;
  if (/^core\.hookspath$/i.test(name)) sink.finding('path.git-control', evidence, name);
  else if (/^alias\./i.test(name) && value.text.startsWith('!'))
    engine.text({ text: value.text.slice(1), taint: value.taint }, shell, io, evidence);
  else if (
    RUN_BY_GIT.test(name) &&
    !/^(?:true|false|store|cache.*|osxkeychain|manager.*|libsecret|wincred|!?\/.*gh auth git-credential|!gh auth git-credential)$/.test(
      value.text,
    )
  ) {
    engine.text({ text: value.text.replace(/^!/, ''), taint: value.taint }, shell, io, evidence);
  }
}

const PRUNE_NOW = shape('vcs.rewrite', 'workspace', 'irreversible', 'critical');

/** Options before the subcommand: `-c` sets what later runs. */
export function readGitOptions(invocation: Invocation): Data | undefined {
  for (const { name, value } of invocation.options) {
    if (name !== '-c' || value === null) continue;
    const at = value.text.indexOf('=');
    const key = at < 0 ? value.text : value.text.slice(0, at);
    readSetting(key, { text: at < 0 ? 'true' : value.text.slice(at + 1), taint: value.taint }, invocation);
    if (/^gc\.(?:prune|reflog)expire/i.test(key) && /^(?:now|all|0.*)$/i.test(value.text.slice(at + 1)))
      note(invocation, PRUNE_NOW, key);
  }
  return undefined;
}

/** `git config NAME VALUE`. */
export function readConfig(invocation: Invocation): Data {
  const [name, value] = invocation.operands;
  if (name !== undefined && value !== undefined) {
    note(invocation, has(invocation, '--global --system') ? CONFIG_USER : WRITE);
    readSetting(name.text, value, invocation);
  }
  return NOTHING;
}

const CONFIG_USER = shape('vcs.write', 'host', 'easy', 'normal');

/** `submodule foreach`, `bisect run`, `rebase --exec`: Git runs a command again and again. */
export function readGitCarrier(invocation: Invocation): Data {
  const { shell, io, evidence, operands } = invocation;
  const at = operands.findIndex((word) => word.text === 'foreach' || word.text === 'run');
  const words =
    at < 0
      ? []
      : operands.slice(at + 1).filter((word) => word.text !== '--recursive' && word.text !== '--quiet');
  if (words.length === 1 && words[0] !== undefined) shell.reading.engine.text(words[0], shell, io, evidence);
  else if (words.length > 1) shell.reading.engine.words(words, shell, io, evidence);
  return NOTHING;
}
