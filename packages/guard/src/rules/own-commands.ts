import type { Finding } from '@sentinel-agentos/core';
import { hardFinding } from '../effects/hard-findings.js';
import type { Look, OwnProgram } from './own-program.js';
import type { ReadCommand } from '../effects/effect-reading.js';
import { HOST } from './host-looks.js';
import { LOOK_FLAGS, ranWords } from './launched-words.js';

/** The product's own commands. Halting is no look, and stops nobody but agents: an agent may. */
const PRODUCT: OwnProgram = {
  rule: 'state.person',
  program:
    /^(?:.*[\\/]|npm:)?(?:sentinel-agentos|@sentinel-agentos[\\/]cli)(?:@[^\\/]*)?(?:\.(?:cmd|ps1|exe))?$|(?:^|[\\/])node_modules[\\/](?:sentinel-agentos|@sentinel-agentos[\\/]cli)[\\/]|(?:^|[\\/])sentinel-agentos[\\/](?:.*[\\/])?(?:dist|src|bin)[\\/]main\.[cm]?[jt]s$/iu,
  valueOptions: new Set(['--workspace', '--language']),
  barely: true,
  looks: new Map<string, Look>([
    ...'validate risk audit stats profile status doctor completion help report diff snapshots scan halt'
      .split(' ')
      .map((name) => [name, {}] as const),
    // Beside `audit`, which stands for its other subcommands too.
    ['audit redact', { needs: '--help' }],
    ['memory show', {}],
    ['memory search', {}],
    ['memory stats', {}],
    ['sandbox doctor', {}],
    ['undo', { needs: '--dry-run', not: ['--apply'] }],
  ]),
};

const PROGRAMS: readonly OwnProgram[] = [PRODUCT, HOST];

/**
 * Denies what only a person may do about the guard: to let a halted session go on, to run, serve, set up or undo past
 * the guard, and to change the host that it works in. An agent that looks or halts is not stopped. A text that speaks of
 * it (`echo`, `grep`) is none.
 */
export function ownCommandFindings(commands: readonly ReadCommand[]): readonly Finding[] {
  return PROGRAMS.flatMap((own) => {
    for (const { argv, evidence } of commands) {
      const words = ranWords(argv, own.program);
      if (words === null || onlyLooks(words, own)) continue;
      const name = words[commandAt(words, own.valueOptions)] ?? null;
      const resumes = own === PRODUCT && (name === null || name === 'resume');
      return [hardFinding(resumes ? 'state.resume' : own.rule, evidence)];
    }
    return [];
  });
}

/** Whether words after the program only look. A word that nobody knows may be the one that matters. */
function onlyLooks(words: readonly (string | null)[], own: OwnProgram): boolean {
  const at = commandAt(words, own.valueOptions);
  const name = words[at];
  if (name === undefined) return own.barely;
  if (name === null) return false;
  if (LOOK_FLAGS.has(name)) return true;
  const second = words[at + 1];
  const pair = typeof second === 'string' ? own.looks.get(`${name} ${second}`) : undefined;
  const look = pair ?? own.looks.get(name);
  return look !== undefined && fulfils(words.slice(at + (pair === undefined ? 1 : 2)), look);
}

function fulfils(words: readonly (string | null)[], { needs, not = [], alone = false }: Look): boolean {
  if (needs !== undefined && !words.includes(needs)) return false;
  if (not.length > 0 && words.some((word) => word === null || not.includes(word))) return false;
  return !alone || words.every((word) => word !== null && /^-|^\d+$/u.test(word));
}

/** Where the command stands: after the options that the program takes before it. */
function commandAt(words: readonly (string | null)[], valueOptions: ReadonlySet<string>): number {
  let at = 0;
  for (;;) {
    const word = words[at];
    if (typeof word !== 'string' || !word.startsWith('-') || LOOK_FLAGS.has(word)) return at;
    at += valueOptions.has(word) ? 2 : 1;
  }
}
