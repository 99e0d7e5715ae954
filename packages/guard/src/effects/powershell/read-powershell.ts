import type { Evidence } from '@sentinel-agentos/core';
import { unknownData, type Data } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';

/** Reads PowerShell text. */
export function readPowerShell(text: Data, shell: Shell, _io: Io, evidence: Evidence): Data {
  shell.reading.sink.finding('shell.foreign-syntax', evidence, 'powershell');
  return unknownData(text.taint);
}
