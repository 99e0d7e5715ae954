import { basename, join, resolve } from 'node:path';
import { createFileFacts } from '../../facts/node-file-facts.js';
import { readEffects } from '../../effects/read-effects.js';
import type { CheckRequest } from '../check.js';
import type { ReadCommand } from '../../effects/effect-reading.js';
import type { ToolCall } from '@sentinel-agentos/core';

/** What the commands of a call are read from. */
export type CommandSource = Pick<CheckRequest, 'call' | 'workspaceRoot'>;

/** A command that a call ran, and where. */
export interface CallCommand {
  /** Name of the program without its folder. */
  readonly program: string;
  /** Null for a word whose value is not known. */
  readonly args: readonly (string | null)[];
  /** Absolute path of the folder that it ran in; null when that can't be told. */
  readonly folder: string | null;
}

/** Several checks ask for the commands of the same call. */
const known = new WeakMap<ToolCall, readonly ReadCommand[]>();

/** The commands of a call as the effect reader reads them, with the places of their texts. */
export function readCommands({ call, workspaceRoot }: CommandSource): readonly ReadCommand[] {
  const before = known.get(call);
  if (before !== undefined) return before;
  const world = { workspaceRoot, stateDir: join(workspaceRoot, '.agentos'), facts: createFileFacts() };
  const { commands } = readEffects(call, world);
  known.set(call, commands);
  return commands;
}

/** The commands of a call in their order, with the folder that each `cd` before it leads to. */
export function callCommands(source: CommandSource): readonly CallCommand[] {
  const { call } = source;
  // A folder that is changed in a subshell holds only there.
  const nests = Object.values(call.params).some((value) => typeof value === 'string' && value.includes('('));
  let folder: string | null = call.cwd;
  return readCommands(source).map(({ argv }) => {
    const [name, ...args] = argv;
    const program = programName(name);
    if (program === 'pushd' || program === 'popd') folder = null;
    if (program === 'cd') folder = nests ? null : afterCd(folder, args);
    return { program, args, folder };
  });
}

/** Name of a program without its folder; empty where it is not known. */
export function programName(word: string | null | undefined): string {
  return basename(word ?? '').replace(/\.(?:exe|cmd)$/i, '');
}

function afterCd(folder: string | null, args: readonly (string | null)[]): string | null {
  const [to] = args.filter((arg) => arg !== '--' && arg !== '-P' && arg !== '-L');
  if (folder === null || typeof to !== 'string' || to === '-' || to === '') return null;
  return resolve(folder, to);
}
