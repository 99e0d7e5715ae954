import type { Data } from '../shell/data.js';
import type { Invocation } from './invocation.js';
import { playRoles } from './play-roles.js';
import type { ProgramRow } from './program-row.js';
import { readWrittenScripts } from './written-code.js';

const RUN: ProgramRow = { operands: 'run' };

/** `bun run NAME`: a script of the project, or a file or an address where the name is that of one. */
export function readRunFile(invocation: Invocation): Data | undefined {
  const { operands, shell, evidence, io } = invocation;
  const [file] = operands;
  if (file !== undefined && /^https?:|^[.~]{0,2}\//.test(file.text))
    playRoles({ options: [], operands: [file] }, RUN, shell, evidence, io);
  return readWrittenScripts(invocation);
}
