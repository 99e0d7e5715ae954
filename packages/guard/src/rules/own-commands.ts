import type { Finding } from '@sentinel-agentos/core';
import { hardFinding } from '../effects/hard-findings.js';
import type { ReadCommand } from '../effects/effect-reading.js';

/** The product's own program, as a name, a path, a package with a version, or a script on Windows. */
const OWN =
  /^(?:.*[\\/])?(?:sentinel-agentos|@sentinel-agentos[\\/]cli)(?:@[^\\/]*)?(?:[\\/].*)?(?:\.(?:cmd|ps1|exe))?$/iu;
/** Programs that run another one which they are given. */
const LAUNCHERS: ReadonlySet<string> = new Set(
  'npx npm pnpm pnpx yarn yarnpkg bun bunx deno node nodejs tsx corepack'.split(' '),
);
/** What only a person does. */
const FOR_PEOPLE = 'resume';

/**
 * Denies the one command of the product that only a person may give: to let a halted session go on. An agent that
 * halts, looks or asks is not stopped. A text that speaks of it (`echo`, `grep`) is none.
 */
export function ownCommandFindings(commands: readonly ReadCommand[]): readonly Finding[] {
  const found = commands.find(({ argv }) => resumes(argv));
  if (found === undefined) return [];
  return [hardFinding('state.resume', found.evidence)];
}

function resumes(argv: readonly (string | null)[]): boolean {
  const program = argv[0] ?? '';
  const name = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
  const own = argv.findIndex((word) => word !== null && OWN.test(word));
  if (own < 0 || (own > 0 && !LAUNCHERS.has(name.replace(/\.(?:exe|cmd)$/iu, '').toLowerCase())))
    return false;
  // A word that nobody knows may be the command.
  return argv.slice(own + 1).some((word) => word === null || word === FOR_PEOPLE);
}
