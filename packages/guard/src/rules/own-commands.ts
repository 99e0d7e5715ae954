import type { Finding } from '@sentinel-agentos/core';
import { hardFinding } from '../effects/hard-findings.js';
import type { ReadCommand } from '../effects/effect-reading.js';

/** Programs that run another one which they are given. */
const LAUNCHERS: ReadonlySet<string> = new Set(
  'npx npm pnpm pnpx yarn yarnpkg bun bunx deno node nodejs tsx corepack'.split(' '),
);
/** Commands of one program that only a person gives. */
interface Person {
  readonly rule: 'state.resume' | 'state.person' | 'state.host';
  readonly program: RegExp;
  /** All words of a command must be there, in any order and with anything between them. */
  readonly commands: readonly string[];
  /** Commands that are meant where they come first: `risk exec` only asks what would become of a call of `exec`. */
  readonly first?: ReadonlySet<string>;
}

/** The command line of the guard itself, as a name, a path, a package with a version, or a script on Windows. */
const OWN =
  /^(?:.*[\\/])?(?:sentinel-agentos|@sentinel-agentos[\\/]cli)(?:@[^\\/]*)?(?:[\\/].*)?(?:\.(?:cmd|ps1|exe))?$/iu;
/** Options of its every command that take a value. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--workspace', '--language']);

/** Programs that decide about the guard, and what only a person does with them. */
const FOR_PEOPLE: readonly Person[] = [
  { rule: 'state.resume', program: OWN, commands: ['resume'] },
  // What runs programs, opens doors to the guard or sets it up has questions for a person, whom an agent must not be
  // at a terminal of its own; and what erases records erases evidence.
  {
    rule: 'state.person',
    program: OWN,
    commands: ['audit redact'],
    first: new Set(['exec', 'server', 'hook', 'mcp', 'init']),
  },
  // The host of the adapter: it can switch the guard off, approve what the guard asks about, and start agents
  // that no plugin watches.
  {
    rule: 'state.host',
    program: /^(?:.*[\\/])?openclaw(?:@[^\\/]*)?(?:[\\/]openclaw\.mjs)?(?:\.(?:cmd|ps1|exe|mjs))?$/iu,
    commands: [
      'plugins install|enable|disable|uninstall|update|reload',
      'config set|unset|delete|edit|patch|apply|import',
      'configure|onboard|setup|reset|uninstall|update',
      'approvals resolve|set|allow|add',
      'gateway call|stop|restart|uninstall',
      'agent exec',
      'sentinel resume|setup|undo|allow',
      'doctor --fix|--repair|--yes',
    ],
  },
];

/**
 * Denies what only a person may do about the guard: to let a halted session go on, to run programs, doors and the like
 * by its command line, and to reconfigure the host that the guard works in. An agent that halts, looks or asks is not stopped. A text that speaks of it (`echo`, `grep`) is none.
 */
export function ownCommandFindings(commands: readonly ReadCommand[]): readonly Finding[] {
  return FOR_PEOPLE.flatMap(({ rule, ...row }) => {
    const found = commands.find(({ argv }) => isForPeople(argv, row));
    return found === undefined ? [] : [hardFinding(rule, found.evidence)];
  });
}

/** Whether a command is one of those that only a person gives. A word that nobody knows may be the one that matters. */
function isForPeople(
  argv: readonly (string | null)[],
  { program: own, commands, first }: Omit<Person, 'rule'>,
): boolean {
  const program = argv[0] ?? '';
  const name = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
  const at = argv.findIndex((word) => word !== null && own.test(word));
  if (at < 0 || (at > 0 && !LAUNCHERS.has(name.replace(/\.(?:exe|cmd)$/iu, '').toLowerCase()))) return false;
  const words = argv.slice(at + 1);
  const says = (asked: string): boolean => words.some((word) => word === null || word === asked);
  return (
    commands.some((command) => command.split(' ').every((asked) => asked.split('|').some(says))) ||
    (first !== undefined && argv.some((word, index) => isOwn(word, own) && comesFirst(argv, index, first)))
  );
}

function isOwn(word: string | null, own: RegExp): boolean {
  return word !== null && own.test(word);
}

/** Whether the command of a program, which stands at a place, is one of some. */
function comesFirst(argv: readonly (string | null)[], at: number, first: ReadonlySet<string>): boolean {
  let index = at + 1;
  for (let word = argv[index]; word?.startsWith('-') === true; word = argv[index]) {
    index += WITH_VALUE.has(word) ? 2 : 1;
  }
  const command = argv[index];
  return command === null || (command !== undefined && first.has(command));
}
