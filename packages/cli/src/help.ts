import { COMMANDS } from './commands/index.js';
import { shownJson } from './shown-text.js';
import type { Command } from './command.js';

const HELP = { name: 'help', usage: '[command] [--json]', summary: 'show this text, or that of one command' };

const GLOBAL = [
  'Options of every command',
  '  --workspace <folder>   the folder of the agent’s work (default: AGENTOS_WORKSPACE, else the current folder)',
  '  --language <en|zh>     language of messages',
  '  --json                 print JSON, also on a terminal; errors too, as {"error":{"code","message"}} on stderr',
  '  --help                 show the help of the command',
  '  --version              show the version',
];
const EXITS = '0 done, 1 denied or failed, 2 wrongly used';

/** The text of `sentinel-agentos help`. */
export function helpText(): string {
  const rows = [...COMMANDS, HELP].map(
    ({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  const own = COMMANDS.flatMap(({ name, exits }) => (exits === undefined ? [] : [`  ${name}: ${exits}`]));
  return [
    'sentinel-agentos <command> [arguments]',
    '',
    'Commands',
    ...rows,
    '',
    ...GLOBAL,
    '',
    `Exit codes: ${EXITS}; and of`,
    ...own,
  ].join('\n');
}

/** The commands as data. */
export function helpJson(): string {
  return shownJson([...COMMANDS, HELP].map(({ name, usage, summary }) => ({ name, usage, summary })));
}

/** The text of `sentinel-agentos <command> --help`. */
export function commandHelp({ name, usage, summary, exits = EXITS }: Command): string {
  return [
    `sentinel-agentos ${`${name} ${usage}`.trim()}`,
    '',
    `  ${summary}`,
    '',
    `Exit codes: ${exits}`,
    '',
    ...GLOBAL,
  ].join('\n');
}
