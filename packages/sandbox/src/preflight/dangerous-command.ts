import { flatten, SHELLS } from '../shell/read-commands.js';
import type { ShellCommand } from '../shell/read-commands.js';
import { shorten } from '../shown-text.js';

const PRIVILEGE: ReadonlySet<string> = new Set(['sudo', 'doas', 'su', 'pkexec', 'runuser']);
const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'fetch', 'aria2c']);
const INTERPRETERS: ReadonlySet<string> = new Set([
  ...SHELLS,
  'python',
  'python2',
  'python3',
  'node',
  'deno',
  'bun',
  'perl',
  'ruby',
  'php',
  'lua',
  'source',
  '.',
  'eval',
]);
const MACHINE: ReadonlySet<string> = new Set([
  'shutdown',
  'reboot',
  'halt',
  'poweroff',
  'insmod',
  'modprobe',
]);
const DEVICE = /^\/dev\/(?!null$|zero$|full$|random$|urandom$|tty$|stdin$|stdout$|stderr$|fd\/)/;
/** What must not be removed as a whole: the root, a home, a folder right below the root, all of one of those. */
const ROOTS =
  /^(?:\/|~|\/\*|~\/\*?|\/(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var)\/?\*?)$/;

type Rule = (command: ShellCommand, all: readonly ShellCommand[]) => string | undefined;

function isRoot(text: string): boolean {
  const path = text.replace(/\/\.(?=\/|$)/g, '/').replace(/\/{2,}/g, '/');
  return ROOTS.test(path) || /^\/(?:[^/]+\/\.\.\/?)+\*?$/.test(path);
}

const removesRoot: Rule = ({ program, args }) => {
  if (program !== 'rm') return undefined;
  const texts = args.map(({ text }) => text);
  const recursive = texts.some((text) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(text));
  const root = args.find(({ text }) => isRoot(text));
  if (texts.includes('--no-preserve-root')) return 'rm --no-preserve-root';
  if (!recursive || root === undefined) return undefined;
  return `rm -rf ${root.text}`;
};

const gainsPrivilege: Rule = ({ program }) => (PRIVILEGE.has(program) ? program : undefined);

const stopsMachine: Rule = ({ program }) =>
  MACHINE.has(program) || program.startsWith('mkfs') ? program : undefined;

const isForkBomb: Rule = ({ program, within, piped, background }) =>
  program !== '' && program === within && (piped || background) ? 'fork bomb' : undefined;

const writesDevice: Rule = ({ program, args, redirections }) => {
  const operand = program === 'dd' ? args.find(({ text }) => text.startsWith('of=')) : undefined;
  const targets = [
    ...(operand === undefined ? [] : [operand.text.slice(3)]),
    ...redirections.filter(({ operator }) => operator.includes('>')).map(({ target }) => target.text),
  ];
  const device = targets.find((target) => DEVICE.test(target));
  return device === undefined ? undefined : `write to ${shorten(device, 60)}`;
};

const opensRoot: Rule = ({ program, args }) => {
  if (program !== 'chmod' && program !== 'chown') return undefined;
  const recursive = args.some(({ text }) => /^-[a-zA-Z]*R|^--recursive$/.test(text));
  return recursive && args.some(({ text }) => isRoot(text)) ? `${program} -R of a system folder` : undefined;
};

const runsDownload: Rule = (command, all) => {
  if (!INTERPRETERS.has(command.program)) return undefined;
  const source =
    flatten(command.nested).find(({ program }) => DOWNLOADERS.has(program)) ??
    all
      .slice(0, all.indexOf(command))
      .find(
        ({ program, pipeline, piped }) => piped && pipeline === command.pipeline && DOWNLOADERS.has(program),
      );
  return source === undefined ? undefined : `${source.program} | ${command.program}`;
};

const RULES: readonly Rule[] = [
  removesRoot,
  gainsPrivilege,
  stopsMachine,
  isForkBomb,
  writesDevice,
  opensRoot,
  runsDownload,
];

/** What a command line would do that no sandboxed run needs, in a few words; undefined when nothing is known. */
export function findDanger(commands: readonly ShellCommand[]): string | undefined {
  for (const command of commands) {
    const found = RULES.map((rule) => rule(command, commands)).find((danger) => danger !== undefined);
    const danger = found ?? findDanger(command.nested);
    if (danger !== undefined) return danger;
  }
  return undefined;
}
