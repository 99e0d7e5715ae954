import { callCommands } from '../commands/call-commands.js';
import { resolve } from 'node:path';
import { asksForDryRun } from '../../effects/programs/dry-run.js';
import type { CallCommand } from '../commands/call-commands.js';
import type { CheckRequest } from '../check.js';

/** What one `publish` was to send. */
export interface Publication {
  /** Absolute path of a package's folder, or of a packed one. */
  readonly source: string;
  /** npm packs the very bytes that it publishes; the others pack in ways of their own. */
  readonly packsLikeNpm: boolean;
  /** Address of the registry, when the command names one. */
  readonly registry: string | null;
}

const TAKES_WORD = new Set([
  '--tag',
  '--access',
  '--otp',
  '--userconfig',
  '--provenance-file',
  '--publish-branch',
]);
/** They publish several packages, or others than the folder holds. */
const SEVERAL =
  /^(?:-w|-r|-F|--workspaces?|--recursive|--filter|--include-workspace-root|--workspace=.*|--filter=.*)$/;
/** Their next word, or the one after `=`, is the folder to work in. */
const FOLDER = /^(?:-C|--prefix|--dir|--cwd)(?:=(.*))?$/;

/** The publications of a call to an npm registry; null for one whose words do not tell what it publishes. */
export function readPublications(request: CheckRequest): readonly (Publication | null)[] {
  return callCommands(request).flatMap((command) => {
    if (!/^(?:npm|pnpm|yarn)$/.test(command.program)) return [];
    const publication = readCommand(command);
    return publication === undefined ? [] : [publication];
  });
}

/** Undefined for what publishes nothing. */
function readCommand({ program, args, folder: start }: CallCommand): Publication | null | undefined {
  if (asksForDryRun(args)) return undefined;
  let folder = start;
  let registry: string | null = null;
  let told = true;
  const operands: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === null || word === undefined) {
      told = false;
      continue;
    }
    if (SEVERAL.test(word)) told = false;
    const into = FOLDER.exec(word);
    if (into !== null) {
      const to = into[1] ?? args[(at += 1)];
      folder = folder === null || typeof to !== 'string' ? null : resolve(folder, to);
    } else if (word === '--registry') registry = args[(at += 1)] ?? null;
    else if (word.startsWith('--registry=')) registry = word.slice('--registry='.length);
    else if (TAKES_WORD.has(word)) at += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  if (program === 'yarn' && operands[0] === 'npm') operands.shift();
  if (operands[0] !== 'publish') return undefined;
  const [, source = '.', ...more] = operands;
  const named = /^(?:\.{0,2}\/|\.{1,2}$|[^@:]*$)/.test(source);
  if (!told || folder === null || more.length > 0 || !named) return null;
  return { source: resolve(folder, source), packsLikeNpm: program === 'npm', registry };
}
