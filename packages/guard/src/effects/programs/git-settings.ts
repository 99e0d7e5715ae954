import { shape } from '../effect-shape.js';
import { hostsOf } from '../network/url-host.js';
import { isKnown, NOTHING, Taint, unknownData, type Data } from '../shell/data.js';
import { placeOf } from '../shell/file-acts.js';
import { FORGES } from '../tables/package-origins.js';
import { has, note, type Invocation } from './invocation.js';

const WRITE = shape('vcs.write', 'workspace', 'easy', 'normal');
const PROJECT_HOOKS = shape('vcs.write', 'workspace', 'hard', 'normal');
const CLEANED = shape('fs.delete', 'workspace', 'hard', 'sensitive');

/** Settings whose value Git runs: `alias.x=!cmd`, pagers, editors, ssh and diff programs. */
const RUN_BY_GIT =
  /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand)|pager\..*|sequence\.editor|diff\.external|diff\..*\.(?:command|textconv)|merge\..*\.driver|mergetool\..*\.cmd|difftool\..*\.cmd|filter\..*\.(?:clean|smudge|process)|credential\.helper|credential\..*\.helper|gpg\.program|gpg\..*\.program|uploadpack\.packobjectshook|browser\..*\.cmd|man\..*\.cmd|remote\..*\.(?:uploadpack|receivepack)|trailer\..*\.command|sendemail\..*cmd)$/i;

/** Programs that Git starts by itself, without anybody asking for a pager or an editor. */
const STARTED_UNASKED =
  /^(?:core\.(?:fsmonitor|gitproxy|askpass|alternaterefscommand)|uploadpack\.packobjectshook|remote\..*\.(?:uploadpack|receivepack))$/i;

const SSH =
  /^["']?(?:[\w./:\\ ~-]*[/\\])?(?:ssh|plink|tortoiseplink|dbclient|autossh|sshpass)(?:\.exe)?["']?(?:\s|$)/i;

/** Hooks of the project are its own code; those of any other place are somebody else's, or nobody's. */
function readHooksPath(name: string, value: Data, invocation: Invocation): void {
  const { sink } = invocation.shell.reading;
  const own = placeOf(invocation.shell, value.text).zone === 'workspace' && isKnown(value.text);
  if (own && invocation.name.endsWith('config')) note(invocation, PROJECT_HOOKS, name);
  else sink.finding('path.git-control', invocation.evidence, name);
}

/** `url.NEW.insteadOf OLD`: everything that is fetched from the old place comes from the new one. */
function readRewrite(name: string, value: Data, invocation: Invocation): void {
  const to = hostOf(name.slice(4, name.lastIndexOf('.')));
  const from = hostOf(value.text);
  if (to !== null && to !== from && !FORGES.has(to))
    invocation.shell.reading.sink.finding('config.injected-code', invocation.evidence, name);
}

function hostOf(address: string): string | null {
  const scp = /^[\w.-]+@([\w.-]+):/.exec(address)?.[1];
  const host = scp ?? hostsOf(address)[0];
  return host === undefined || !isKnown(host) ? null : host;
}

/** One setting, from `git -c name=value` or `git config name value`. */
export function readSetting(name: string, value: Data, invocation: Invocation): void {
  const { shell, io, evidence } = invocation;
  const { sink, engine } = shell.reading;
  if (/^core\.hookspath$/i.test(name)) readHooksPath(name, value, invocation);
  else if (/^url\..*\.(?:push)?insteadof$/i.test(name)) readRewrite(name, value, invocation);
  else if (/^include(?:if\..*)?\.path$/i.test(name)) {
    if (/^temp/.test(placeOf(shell, value.text).zone)) sink.finding('config.injected-code', evidence, name);
  } else if (STARTED_UNASKED.test(name)) {
    if (!/^(?:true|false|1|0|)$/.test(value.text)) sink.finding('config.injected-code', evidence, name);
    engine.text(value, shell, io, evidence);
  } else if (/^credential\b.*\.helper$/i.test(name) && value.text.startsWith('!')) {
    // A helper is handed the credentials that it is asked to keep.
    const given = { stdin: unknownData(Taint.secret), piped: true, network: false, inherited: false };
    engine.text({ text: value.text.slice(1), taint: value.taint }, shell, given, evidence);
  } else if (/^alias\./i.test(name) && value.text.startsWith('!'))
    engine.text({ text: value.text.slice(1), taint: value.taint }, shell, io, evidence);
  else if (/^core\.sshcommand$/i.test(name)) {
    // Whatever is not some `ssh` is started each time Git talks to a remote.
    if (isKnown(value.text) && !SSH.test(value.text)) sink.finding('config.injected-code', evidence, name);
    engine.text(value, shell, io, evidence);
  } else if (
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
    if (/^clean\.requireforce$/i.test(key) && /^(?:false|no|off|0)$/i.test(value.text.slice(at + 1)))
      note(invocation, CLEANED, key);
  }
  return undefined;
}

/** `git config NAME VALUE`. */
export function readConfig(invocation: Invocation): Data {
  const { operands } = invocation;
  const [name, value] = operands[0]?.text === 'set' ? operands.slice(1) : operands;
  if (name !== undefined && value !== undefined) {
    note(invocation, has(invocation, '--global --system') ? CONFIG_USER : WRITE);
    readSetting(name.text, value, invocation);
  }
  return NOTHING;
}

const CONFIG_USER = shape('vcs.write', 'host', 'easy', 'normal');
