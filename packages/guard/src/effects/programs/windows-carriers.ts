import { shape } from '../effect-shape.js';
import { SOMETHING, type Data } from '../shell/data.js';
import { isCriticalProcess } from '../tables/windows-processes.js';
import { joinWords } from './carriers.js';
import { note, runWords, type Invocation } from './invocation.js';
import { argumentLine } from './windows-row.js';
import { after, operandsOf, runLine } from './windows-arguments.js';

const MACHINE_DOWN = shape('process.kill', 'host', 'hard', 'critical');
const AS_ROOT = shape('privilege.gain', 'host', 'hard', 'normal');
const REMOTE = shape('net.send', 'shared', 'partial', 'normal');

/** `wmic process call create "LINE"`; what else it changes is in its cases. */
export function readWmic(invocation: Invocation): Data | undefined {
  const { args } = invocation;
  const line = argumentLine(invocation);
  const named = /\bname\s*(?:=|like)\s*["'%]*([\w.-]+)/.exec(line)?.[1];
  if (named !== undefined && isCriticalProcess(named) && /\b(?:delete|terminate)\b/.test(line))
    note(invocation, MACHINE_DOWN, named);
  const at = args.findIndex((arg) => /^create$/i.test(arg.text));
  if (at >= 0 && args.some((arg) => /^process$/i.test(arg.text)))
    runLine(
      invocation,
      joinWords(
        args.slice(at + 1).map((arg) => ({ ...arg, text: arg.text.replaceAll(/^["']|["'],?.*$/g, '') })),
      ),
    );
  return undefined;
}

/** `schtasks /create … /tr LINE`: what will run is read too. */
export function readSchtasks(invocation: Invocation): Data | undefined {
  runLine(invocation, after(invocation, /^tr$/i));
  return undefined;
}

/** `sc create NAME binPath= LINE`. */
export function readServiceControl(invocation: Invocation): Data | undefined {
  const { args } = invocation;
  const at = args.findIndex((arg) => /^binpath=/i.test(arg.text));
  const binary = args[at];
  if (binary !== undefined) {
    const attached = binary.text.slice(binary.text.indexOf('=') + 1);
    runLine(invocation, attached === '' ? (args[at + 1] ?? null) : { text: attached, taint: binary.taint });
  }
  return undefined;
}

/** `forfiles /p FOLDER /m MASK /c "LINE"`: the line for each file. */
export function readForfiles(invocation: Invocation): Data | undefined {
  const folder = after(invocation, /^p$/i)?.text.replace(/[\\/]$/, '') ?? '.';
  const mask = after(invocation, /^m$/i)?.text ?? '*';
  const line = after(invocation, /^c$/i);
  if (line === null) return SOMETHING;
  const file = `"${folder}\\${mask}"`;
  runLine(invocation, {
    text: line.text.replaceAll(/"?@(?:path|file|fname)"?/gi, () => file),
    taint: line.taint,
  });
  return SOMETHING;
}

/** `runas /user:NAME "LINE"`. */
export function readRunas(invocation: Invocation): Data | undefined {
  note(invocation, AS_ROOT, after(invocation, /^user$/i)?.text ?? '');
  runLine(invocation, operandsOf(invocation).at(-1) ?? null);
  return undefined;
}

/** `psexec \\HOST -s COMMAND`, `winrs -r:HOST COMMAND`: on another machine or with all rights. */
export function readRemoteExecution(invocation: Invocation): Data | undefined {
  const { args } = invocation;
  const remote = args.some((arg) => /^\\\\|^[-/]r:/i.test(arg.text));
  note(invocation, remote ? REMOTE : AS_ROOT, args[0]?.text ?? '');
  const at = args.findIndex(
    (arg, index) => !/^[-/\\]/.test(arg.text) && !/^-[upwn]$/i.test(args[index - 1]?.text ?? ''),
  );
  if (at >= 0) runLine(invocation, joinWords(args.slice(at)));
  return undefined;
}

/** `at TIME COMMAND`: what will run is read too. */
export function readTimed(invocation: Invocation): Data | undefined {
  const at = invocation.args.findIndex(
    (arg, index) => index > 0 && /^(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(arg.text),
  );
  if (at >= 0) runLine(invocation, joinWords(invocation.args.slice(at)));
  return undefined;
}

/** Programs that start another one: `conhost cmd`, `pcalua -a x`, `explorer x`, `wt cmd`. */
export function readStarter(invocation: Invocation): Data | undefined {
  const { args } = invocation;
  const at = args.findIndex((arg) => !/^[-/]/.test(arg.text));
  const head = args[at];
  if (
    head === undefined ||
    /^(?:https?:|\.$|[A-Za-z]:\\?$)/i.test(head.text) ||
    !/\.|^(?:cmd|powershell|pwsh|bash|wsl)$/i.test(head.text)
  )
    return undefined;
  return runWords(invocation, args.slice(at));
}
