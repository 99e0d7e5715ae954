import type { Evidence } from '@sentinel-agentos/core';
import { unknownData, type Data } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';

/** Reads lines for Windows' command processor. */
export function readCmd(text: Data, shell: Shell, _io: Io, evidence: Evidence | null): Data {
  if (evidence !== null) shell.reading.sink.finding('shell.foreign-syntax', evidence, 'cmd');
  return unknownData(text.taint);
}
