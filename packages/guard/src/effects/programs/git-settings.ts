import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { hostsOf } from '../network/url-host.js';
import { readHeld, readInterception, type Watch } from '../settings/read-held.js';
import type { Held } from '../settings/holding.js';
import { isKnown, NOTHING, Taint, unknownData, type Data } from '../shell/data.js';
import { placeOf } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import { lookUp, type Shell } from '../shell/shell-state.js';
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
  const held = heldBy(name);
  if (/^core\.hookspath$/i.test(name)) readHooksPath(name, value, invocation);
  else if (/^url\..*\.(?:push)?insteadof$/i.test(name)) readRewrite(name, value, invocation);
  else if (/^include(?:if\..*)?\.path$/i.test(name)) {
    if (placeOf(shell, value.text).zone.startsWith('temp'))
      sink.finding('config.injected-code', evidence, name);
  } else if (STARTED_UNASKED.test(name)) {
    if (!/^(?:true|false|1|0|)$/.test(value.text)) sink.finding('config.injected-code', evidence, name);
    engine.text(value, shell, io, evidence);
  } else if (/^credential\b.*\.helper$/i.test(name) && value.text.startsWith('!')) {
    // A helper is handed the credentials that it is asked to keep.
    const given = { stdin: unknownData(Taint.secret), piped: true, network: false, inherited: false };
    engine.text({ text: value.text.slice(1), taint: value.taint }, shell, given, evidence);
  } else if (/^alias\./i.test(name) && value.text.startsWith('!'))
    engine.text({ text: value.text.slice(1), taint: value.taint }, shell, io, evidence);
  else if (held !== undefined) readHeld(held, { name, value, shell, evidence, kept: isKept(invocation) });
  else if (
    RUN_BY_GIT.test(name) &&
    !/^(?:true|false|store|cache.*|osxkeychain|manager.*|libsecret|wincred|!?\/.*gh auth git-credential|!gh auth git-credential)$/.test(
      value.text,
    )
  ) {
    const text = value.text.replace(/^!/, '');
    readHeld({ holds: 'command' }, { name, value: { text, taint: value.taint }, shell, evidence });
  }
}

/** A setting of one command ends with it. */
function isKept({ name }: Invocation): boolean {
  return name.endsWith('config');
}

/** What settings hold that say through what, and to whom, Git talks. */
const CONNECTION: readonly (readonly [name: RegExp, held: Held])[] = [
  // Whatever is not some `ssh` is started each time Git talks to a remote.
  [/^core\.sshcommand$/i, { holds: 'transport' }],
  [/^https?\.(?:.*\.)?sslverify$/i, { holds: 'unchecked', when: /^(?:false|no|off|0)$/i }],
  [/^https?\.(?:.*\.)?sslca(?:info|path)$/i, { holds: 'authority' }],
  [/^https?\.(?:.*\.)?proxy$/i, { holds: 'proxy' }],
];

function heldBy(name: string): Held | undefined {
  return CONNECTION.find(([pattern]) => pattern.test(name))?.[1];
}

const MAX_PAIRS = 64;

/** `GIT_CONFIG_COUNT` with its keys and values, and `GIT_CONFIG_PARAMETERS`: `git -c` by way of the environment. */
export function readGitVariable(variable: string, shell: Shell, evidence: Evidence): void {
  if (!variable.startsWith('GIT_CONFIG_')) return;
  const invocation: Invocation = {
    name: 'git',
    args: [],
    options: [],
    operands: [],
    shell,
    io: UNCONNECTED,
    evidence,
    input: NOTHING,
  };
  const given = (name: string): Data | undefined => lookUp(shell, name)?.values[0];
  const at = /^GIT_CONFIG_VALUE_(\d+)$/.exec(variable)?.[1];
  const key = at === undefined ? undefined : given(`GIT_CONFIG_KEY_${at}`);
  const value = given(variable);
  if (key !== undefined && value !== undefined) readSetting(key.text, value, invocation);
  if (variable !== 'GIT_CONFIG_PARAMETERS' || value === undefined) return;
  let pairs = 0;
  for (const match of value.text.slice(0, 8192).matchAll(/'([\w.*-]{1,200})(?:'=')?=?([^']*)'/g)) {
    pairs += 1;
    if (pairs > MAX_PAIRS) break;
    readSetting(match[1] ?? '', { text: match[2] ?? '', taint: value.taint }, invocation);
  }
}

const PRUNE_NOW = shape('vcs.rewrite', 'workspace', 'irreversible', 'critical');

/** Options before the subcommand: `-c` sets what later runs. */
export function readGitOptions(invocation: Invocation): Data | undefined {
  const watched: Watch[] = [];
  for (const { name, value } of invocation.options) {
    if (name !== '-c' || value === null) continue;
    const at = value.text.indexOf('=');
    const key = at < 0 ? value.text : value.text.slice(0, at);
    const text = at < 0 ? 'true' : value.text.slice(at + 1);
    readSetting(key, { text, taint: value.taint }, invocation);
    const held = heldBy(key);
    if (held !== undefined) watched.push({ held, text });
    if (/^gc\.(?:prune|reflog)expire/i.test(key) && /^(?:now|all|0.*)$/i.test(value.text.slice(at + 1)))
      note(invocation, PRUNE_NOW, key);
    if (/^clean\.requireforce$/i.test(key) && /^(?:false|no|off|0)$/i.test(value.text.slice(at + 1)))
      note(invocation, CLEANED, key);
  }
  if (watched.length > 1) readInterception(watched, invocation.shell, invocation.evidence, 'http.proxy');
  return undefined;
}

/** Settings whose value is a credential: a header that logs in, a password, a token. */
const CREDENTIAL = /(?:^|[.^\\])extra_?header\b|(?:password|passwd|token|secret|smtppass)\b/i;
const SHOWN = shape('secret.read', 'process', 'irreversible', 'critical');

/** `git config get NAME`, and a name without a value. */
function isShown(operands: Invocation['operands']): boolean {
  const [first] = operands;
  return first !== undefined && (operands.length === 1 || first.text === 'get' || first.text === 'list');
}

/** `git config NAME VALUE`, or what `git config NAME` shows. */
export function readConfig(invocation: Invocation): Data | undefined {
  const { operands } = invocation;
  if (has(invocation, '--list -l --get --get-all --get-regexp --get-urlmatch') || isShown(operands)) {
    if (operands.some(({ text }) => CREDENTIAL.test(text))) note(invocation, SHOWN);
    return undefined;
  }
  const [name, value] = /^(?:set|add)$/.test(operands[0]?.text ?? '') ? operands.slice(1) : operands;
  if (name !== undefined && value !== undefined) {
    note(invocation, has(invocation, '--global --system') ? CONFIG_USER : WRITE);
    readSetting(name.text, value, invocation);
  }
  return NOTHING;
}

const CONFIG_USER = shape('vcs.write', 'host', 'easy', 'normal');
