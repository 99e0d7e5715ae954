import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { readCode } from '../code/read-code.js';
import { readHelper } from '../programs/read-escapes.js';
import { isKnown, NOTHING, type Data, type Field } from '../shell/data.js';
import { placeOf, readQuietly } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import type { Held, Holding } from './holding.js';
import {
  endsCheck,
  isPlainService,
  isReadOnTheWay,
  isStrangersProxy,
  leavesBy,
  namesStranger,
} from './interception.js';

/** One value of a setting, and where it was given. */
export interface Setting {
  readonly name: string;
  readonly value: Data;
  readonly shell: Shell;
  readonly evidence: Evidence;
  /** It stays when the call is over. */
  readonly kept?: boolean;
}

const THROUGH = shape('net.send', 'shared', 'partial', 'normal');
/** Longest value that is looked through. */
const MAX_VALUE = 8 * 1024;
const SHELL =
  /^(?:\/usr\/bin\/env )?["']?(?:[\w.:/\\ ()~-]*[/\\])?(?:ba|z|da|k|a|fi|c|tc)?sh(?:\.exe)?["']?$|^(?:pwsh|powershell|cmd)(?:\.exe)?$/i;
const TRANSPORT =
  /^["']?(?:[\w./:\\ ~-]*[/\\])?(?:ssh|rsh|plink|tortoiseplink|dbclient|autossh|sshpass)(?:\.exe)?["']?(?:\s|$)/i;
const ELSEWHERE_CODE = /^(?:data|https?|ftp):/i;

/** Reads what the value of a setting makes a program run, load or believe. */
export function readHeld(held: Held, setting: Setting): void {
  const { value, shell, evidence } = setting;
  const text = value.text.slice(0, MAX_VALUE);
  if (text === '' && held.holds !== 'unchecked') return;
  switch (held.holds) {
    case 'options':
      for (const [option, holds] of held.carried ?? []) readCarried(text, option, holds, setting);
      break;
    case 'unchecked':
      if (setting.kept === true && endsCheck(text, held.when)) intercepted(setting);
      break;
    case 'unchecked-hosts':
      if (namesStranger(text)) intercepted(setting);
      break;
    case 'authority':
      if (setting.kept === true && isAnybodys(text, shell)) intercepted(setting);
      break;
    case 'service':
      if (isPlainService(text)) intercepted(setting);
      break;
    case 'proxy':
      passesThrough(setting);
      break;
    case 'prompt':
      if (/\$\(|`/.test(text))
        shell.reading.engine.text({ ...value, text: `: "${text}"` }, shell, UNCONNECTED, evidence);
      break;
    case 'vim':
      readCode('vim', value, shell, evidence);
      break;
    case 'command':
    case 'transport':
    case 'shell':
    case 'code':
    case 'file':
    case 'library':
    case 'place':
      if (held.when === undefined || held.when.test(text)) readStarted(held.holds, setting);
      break;
  }
}

type Started = Extract<Holding, 'command' | 'transport' | 'shell' | 'code' | 'file' | 'library' | 'place'>;

function readStarted(holds: Started, setting: Setting): void {
  const { value, shell, evidence } = setting;
  const { text } = value;
  switch (holds) {
    case 'shell':
      if (isKnown(text) && SHELL.test(text) && !isUnseen(text, shell)) return;
      readCommand(setting);
      break;
    case 'transport':
      if (isKnown(text) && !TRANSPORT.test(text) && !isOfProject(text, shell)) injected(setting);
      readCommand(setting);
      break;
    case 'command':
      readCommand(setting);
      break;
    case 'library':
      if (text.split(/[\s:]+/).some((file) => file !== '' && !isOfSystem(file, shell))) injected(setting);
      break;
    case 'file':
      if (ELSEWHERE_CODE.test(text) || /[`(|;&<>]/.test(text) || isUnseen(text, shell)) injected(setting);
      else if (shell.files.size > 0)
        shell.reading.engine.file(
          { ...value, glob: false, evidence },
          readQuietly(shell, { ...value, glob: false, evidence }),
          shell,
          evidence,
        );
      break;
    case 'place':
      if (text.split(/[:;,]/).some((part) => part !== '' && isAnybodys(part, shell))) injected(setting);
      break;
    case 'code':
      injected(setting);
      break;
  }
}

/** A command: what it does counts, and a program that anybody may have put there is not looked for further. */
function readCommand(setting: Setting): void {
  const { value, shell, evidence } = setting;
  if (isUnseen(wordOf(value.text), shell)) injected(setting);
  readHelper(value, shell, evidence);
}

function wordOf(command: string): string {
  return (
    /^!?\s*(?:"([^"]*)"|'([^']*)'|(\S+))/
      .exec(command)
      ?.slice(1)
      .find((part) => part !== undefined) ?? ''
  );
}

function readCarried(text: string, option: RegExp, holds: Holding, setting: Setting): void {
  for (const match of text.matchAll(option)) {
    const given = match.slice(1).find((part) => part !== undefined) ?? match[0];
    readHeld({ holds }, { ...setting, value: { ...setting.value, text: given } });
  }
}

/** Whether a file or folder lies where anybody may put one. */
function isAnybodys(text: string, shell: Shell): boolean {
  return text.includes('/') && placeOf(shell, text).zone.startsWith('temp');
}

/** Whether it does, and this call does not show what stands in it. */
function isUnseen(text: string, shell: Shell): boolean {
  return (
    isAnybodys(text, shell) && !isKnown((shell.files.get(placeOf(shell, text).path) ?? NOTHING).text || '\0')
  );
}

function isOfSystem(text: string, shell: Shell): boolean {
  if (!text.includes('/')) return /^lib[\w.+-]+$/.test(text);
  const { path, zone } = placeOf(shell, text);
  return zone === 'system' || /^\/(?:usr\/local|opt)\//.test(path);
}

function isOfProject(text: string, shell: Shell): boolean {
  return text.includes('/') && placeOf(shell, wordOf(text)).zone === 'workspace';
}

function injected({ name, shell, evidence }: Setting): void {
  shell.reading.sink.finding('config.injected-code', evidence, name);
}

/**
 * A proxy that is believed no more than the other end sees where one goes, and nothing of what is encrypted. One that
 * stays also sees whatever is not.
 */
function passesThrough(setting: Setting): void {
  const { value, shell, evidence, kept } = setting;
  if (kept === true && isStrangersProxy(value.text)) intercepted(setting);
  else if (leavesBy(value.text)) shell.reading.sink.effect(THROUGH, value.text, evidence);
}

function intercepted({ name, shell, evidence }: Setting): void {
  shell.reading.sink.finding('flow.intercepted', evidence, name);
}

/** What stands in the way of connections, among settings that hold at the same time. */
export interface Watch {
  readonly held: Held;
  readonly text: string;
}

/** Notes a proxy of a stranger beside anything that makes its word be taken for everybody's. */
export function readInterception(
  all: readonly Watch[],
  shell: Shell,
  evidence: Evidence,
  name: string,
): void {
  const through = all.some(({ held, text }) => held.holds === 'proxy' && isStrangersProxy(text));
  const believed = all.some(
    ({ held, text }) =>
      (held.holds === 'unchecked' && endsCheck(text, held.when)) ||
      (held.holds === 'authority' && isAnybodys(text, shell)),
  );
  if (through && believed) shell.reading.sink.finding('flow.intercepted', evidence, name);
}

/** Notes addresses that are asked for in plain text through a stranger's proxy: it reads and answers as it likes. */
export function readPlainTraffic(proxy: string, addresses: readonly Field[], shell: Shell): void {
  for (const { text, evidence } of addresses)
    if (isReadOnTheWay(text, proxy)) shell.reading.sink.finding('flow.intercepted', evidence, proxy);
}
