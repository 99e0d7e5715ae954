import { basename, join, resolve } from 'node:path';
import { createFileFacts } from '../../facts/node-file-facts.js';
import { readEffects } from '../../effects/read-effects.js';
import type { CheckRequest } from '../check.js';

/** A command that a call ran, and where. */
export interface CallCommand {
  /** Name of the program without its folder. */
  readonly program: string;
  /** Null for a word whose value is not known. */
  readonly args: readonly (string | null)[];
  /** Absolute path of the folder that it ran in; null when that can't be told. */
  readonly folder: string | null;
}

/** The commands of a call in their order, with the folder that each `cd` before it leads to. */
export function callCommands({ call, workspaceRoot }: CheckRequest): readonly CallCommand[] {
  const world = { workspaceRoot, stateDir: join(workspaceRoot, '.agentos'), facts: createFileFacts() };
  const { commands } = readEffects(call, world);
  // A folder that is changed in a subshell holds only there.
  const nests = Object.values(call.params).some((value) => typeof value === 'string' && value.includes('('));
  let folder: string | null = call.cwd;
  return commands.map(({ argv }) => {
    const [name, ...args] = argv;
    const program = basename(name ?? '').replace(/\.(?:exe|cmd)$/i, '');
    if (program === 'pushd' || program === 'popd') folder = null;
    if (program === 'cd') folder = nests ? null : afterCd(folder, args);
    return { program, args, folder };
  });
}

function afterCd(folder: string | null, args: readonly (string | null)[]): string | null {
  const [to] = args.filter((arg) => arg !== '--' && arg !== '-P' && arg !== '-L');
  if (folder === null || typeof to !== 'string' || to === '-' || to === '') return null;
  return resolve(folder, to);
}
