import { shape } from '../effect-shape.js';
import {
  registryDeletion,
  registrySaving,
  registryWriting,
  type RegistryEffect,
} from '../paths/windows-registry.js';
import { NOTHING, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { changeMode, deletePath, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { fetchUrl } from '../shell/network-acts.js';
import { isCriticalProcess } from '../tables/windows-processes.js';
import { note, type Invocation } from './invocation.js';
import { argumentLine } from './windows-row.js';
import { after, operandsOf, path, runLine } from './windows-arguments.js';

/** Longest arguments of a loader that are looked at. */
const MAX_LINE = 4096;
const DOWNLOADED = unknownData(Taint.download);
const CODE = shape('code.exec', 'workspace', 'hard', 'sensitive');
const KILLED = shape('process.kill', 'workspace', 'hard', 'normal');
const MACHINE_DOWN = shape('process.kill', 'host', 'hard', 'critical');

/** `reg add|delete|save|export|import|query KEY`. */
export function readReg(invocation: Invocation): Data | undefined {
  const { shell, evidence } = invocation;
  const { sink } = shell.reading;
  const [verb, key, file] = operandsOf(invocation);
  const about = key?.text ?? '';
  const value = `${after(invocation, /^v$/i)?.text ?? ''} ${after(invocation, /^d$/i)?.text ?? ''}`;
  const say = (effect: RegistryEffect | null): void => {
    if (effect === null) return;
    sink.effect(effect.shape, about, evidence);
    if (effect.rule !== undefined) sink.finding(effect.rule, evidence, about);
  };
  switch (verb?.text.toLowerCase() ?? '') {
    case 'add':
    case 'copy':
    case 'restore':
    case 'load':
      say(registryWriting(about, value));
      return NOTHING;
    case 'delete':
      say(registryDeletion(about, after(invocation, /^v$/i) !== null));
      return NOTHING;
    case 'import':
      say(registryWriting('hklm\\', ''));
      return NOTHING;
    case 'save':
    case 'export':
      say(registrySaving(about));
      if (file !== undefined)
        writePath(shell, path(file), unknownData(registrySaving(about) === null ? 0 : Taint.secret));
      return NOTHING;
    default:
      return SOMETHING;
  }
}

/** `certutil -urlcache -f URL FILE`, `-decode IN OUT`. */
export function readCertutil(invocation: Invocation): Data | undefined {
  const { shell } = invocation;
  const line = argumentLine(invocation);
  const operands = operandsOf(invocation);
  const [first, second] = operands;
  const url = operands.find((word) => /^(?:https?|ftp):/i.test(word.text));
  if (url !== undefined) {
    fetchUrl(shell, url, url.evidence);
    const file = operands.at(-1);
    if (file !== undefined && file !== url) writePath(shell, path(file), DOWNLOADED);
    return DOWNLOADED;
  }
  if (
    /[/-](?:decode|decodehex|encode|encodehex)\b/.test(line) &&
    first !== undefined &&
    second !== undefined
  ) {
    const from = readQuietly(shell, path(first));
    writePath(shell, path(second), unknownData(from.taint | (/decode/.test(line) ? Taint.decoded : 0)));
  }
  return SOMETHING;
}

/** `bitsadmin /transfer JOB URL FILE`, `/addfile`. */
export function readBitsadmin(invocation: Invocation): Data | undefined {
  const { shell, args } = invocation;
  const at = args.findIndex((word) => /^https?:/i.test(word.text));
  const url = args[at];
  const file = args[at + 1];
  if (url !== undefined && file !== undefined) {
    fetchUrl(shell, url, url.evidence);
    writePath(shell, path(file), DOWNLOADED);
  }
  return SOMETHING;
}

/** Programs of Windows that run what a URL, a script or a library says: `mshta`, `regsvr32`, `rundll32`, `msiexec`. */
export function readLoader(invocation: Invocation): Data | undefined {
  const { shell, args, evidence, name } = invocation;
  const { sink } = shell.reading;
  const line = args
    .map((arg) => arg.text)
    .join(' ')
    .slice(0, MAX_LINE);
  const taint = args.reduce((all, arg) => all | arg.taint, 0);
  if (/(?:https?|ftp):|\\\\[\w.-]+@|\/i:\s*"?\\\\/i.test(line)) {
    const url = args.find((arg) => /(?:https?|ftp):/i.test(arg.text));
    if (url !== undefined) fetchUrl(shell, url, evidence);
    sink.finding('flow.download-to-shell', evidence, name);
    return undefined;
  }
  const started = /(?:shellexec_rundll|openas_rundll|filopenprotocolhandler|routethecall)\w*\s+(.+)$/i.exec(
    line,
  );
  if (started !== null) runLine(invocation, { text: started[1] ?? '', taint });
  if (/(?:vbscript|javascript|jscript|about):/i.test(line)) {
    sink.finding('shell.foreign-syntax', evidence, name);
    note(invocation, CODE, name);
    return undefined;
  }
  for (const word of operandsOf(invocation)) {
    const file = word.text.split(',')[0] ?? '';
    if (!/\.(?:dll|ocx|cpl|hta|msi|msp|sct|js|vbs|wsf|inf|exe)$/i.test(file)) continue;
    const place = path({ ...word, text: file });
    shell.reading.engine.file(place, readPath(shell, place), shell, evidence);
  }
  return undefined;
}

/** `cscript FILE`, `wscript FILE`. */
export function readScriptHost(invocation: Invocation): Data | undefined {
  const { shell, evidence } = invocation;
  const [file] = operandsOf(invocation);
  if (file === undefined) return undefined;
  const place = path(file);
  shell.reading.engine.file(place, readPath(shell, place), shell, evidence);
  return SOMETHING;
}

/** `robocopy FROM TO /MIR`, `xcopy FROM TO`: copies; mirroring deletes, moving empties. */
export function readFolderCopy(invocation: Invocation): Data | undefined {
  const { shell, args } = invocation;
  const switches = args.map((arg) => arg.text.toLowerCase());
  const [from, to] = operandsOf(invocation).map(path);
  if (from === undefined || to === undefined || switches.includes('/l')) return SOMETHING;
  if (switches.includes('/mir') || switches.includes('/purge')) deletePath(shell, to, true);
  if (switches.includes('/move') || switches.includes('/mov')) deletePath(shell, from, true);
  writePath(shell, to, readQuietly(shell, from, true));
  return SOMETHING;
}

/** `icacls PATH /grant Everyone:F /t`, `takeown /f PATH /r`, `attrib`, `cacls`. */
export function readPermissions(invocation: Invocation): Data | undefined {
  const { shell, name } = invocation;
  const line = argumentLine(invocation);
  const recursive = /(?:^|\s)\/[trs](?:\s|$)/.test(line);
  const takes = name.startsWith('takeown');
  const changes =
    takes ||
    /\/(?:grant|deny|remove|setowner|reset|inheritance|restore|[gpre])\b/.test(line) ||
    /(?:^|\s)[+-][rhsa]\b/.test(line);
  if (!changes) return SOMETHING;
  const open =
    takes ||
    /(?:everyone|jeder|users|authenticated users|\*s-1-1-0|\*s-1-5-32-545|guests?):?\(?[\w,()]{0,40}[fmw]/.test(
      line,
    );
  const target = takes
    ? after(invocation, /^f$/i)
    : (operandsOf(invocation).find(
        (word) => !/^[+-][rhsaRHSA]$|:/.test(word.text.replace(/^[A-Za-z]:/, '')),
      ) ?? null);
  if (target !== null) changeMode(shell, path(target), recursive, open);
  return SOMETHING;
}

/** Filters that leave out next to nothing. */
const ALMOST_ALL =
  /^(?:(?:username|status|pid|session|memusage|imagename)\s+(?:ne|gt|ge)|status\s+eq\s+running|imagename\s+eq\s+\*)/i;

/** `taskkill /im NAME`: one program, or what holds the machine up. */
export function readTaskkill(invocation: Invocation): Data | undefined {
  const name = after(invocation, /^(?:im|pid)$/i)?.text ?? '';
  const everything = name.startsWith('*') || invocation.args.some((arg) => ALMOST_ALL.test(arg.text));
  note(invocation, everything || isCriticalProcess(name) ? MACHINE_DOWN : KILLED, name);
  return SOMETHING;
}
