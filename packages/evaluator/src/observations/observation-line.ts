import type { Run, VerifyStatus } from '@sentinel-agentos/core';
import { isAmount, isName, isRecord, isScore } from './plain-reading.js';
import { isSignal, isSource } from '../feedback/signal.js';
import type { Observation } from './observation.js';

/** Version of the line format. */
export const LINE_VERSION = 1;

const RUNS: Readonly<Record<Run['status'], true>> = {
  succeeded: true,
  failed: true,
  'timed-out': true,
  aborted: true,
  planned: true,
};
const VERDICTS: Readonly<Record<VerifyStatus, true>> = { PASS: true, WARN: true, FAIL: true };

function isRunStatus(value: unknown): value is Run['status'] {
  return typeof value === 'string' && Object.hasOwn(RUNS, value);
}

function isVerify(value: unknown): value is VerifyStatus | null {
  return value === null || (typeof value === 'string' && Object.hasOwn(VERDICTS, value));
}

/** One line of the file, with its line break. Pure ASCII where it matters: JSON escapes lone surrogates. */
export function writeObservation(observation: Observation): string {
  return `${JSON.stringify({ v: LINE_VERSION, ...observation })}\n`;
}

/** Reads a parsed line as an observation; null when it is none that this version knows. */
export function readObservation(value: unknown): Observation | null {
  if (!isRecord(value) || value['v'] !== LINE_VERSION) return null;
  const { id, at, session } = value;
  if (!isName(id) || !isAmount(at) || !isName(session)) return null;
  const base = { id, at, session };
  switch (value['type']) {
    case 'call': {
      const { call, tool, status, preExec, runtime, postExec, verify, risk } = value;
      if (!isName(call) || !isName(tool) || !isRunStatus(status) || !isVerify(verify)) return null;
      if (!isScore(preExec) || !isScore(runtime) || !isScore(postExec) || !isAmount(risk)) return null;
      return { type: 'call', ...base, call, tool, status, preExec, runtime, postExec, verify, risk };
    }
    case 'signal': {
      const { signal, source, confidence } = value;
      if (!isSignal(signal) || !isSource(source)) return null;
      if (!isAmount(confidence) || confidence > 1) return null;
      return { type: 'signal', ...base, signal, source, confidence };
    }
    case 'end':
      return { type: 'end', ...base };
    default:
      return null;
  }
}
