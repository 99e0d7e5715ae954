import { createHash } from 'node:crypto';
import { isCount, isName, isRecord } from './plain-reading.js';
import { LINE_VERSION } from './observation-line.js';
import { restoreStanding, saveStanding } from '../standing/saved-standing.js';
import type { Standing } from '../standing/standing.js';

/**
 * First line of a compacted file: everything that the observations before it came to. `sealed` names the file
 * that held them and `bytes` how much of it is in the summary; what was appended to it later is not.
 */
export interface Summary {
  readonly standing: Standing;
  readonly sealed: string;
  readonly bytes: number;
}

/** Names that a summary may point to: a file beside it, never a path. */
export const SEALED_NAME: RegExp = /^observations\.sealed-[\w-]{1,80}\.jsonl$/;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function writeSummary({ standing, sealed, bytes }: Summary): string {
  const saved = JSON.stringify(saveStanding(standing));
  const head = JSON.stringify({ v: LINE_VERSION, type: 'summary', sealed, bytes, sha256: digest(saved) });
  return `${head.slice(0, -1)},"standing":${saved}}\n`;
}

/** Reads a parsed first line as a summary; null when it is none, or damaged. */
export function readSummary(value: unknown): Summary | null {
  if (!isRecord(value) || value['v'] !== LINE_VERSION || value['type'] !== 'summary') return null;
  const { sealed, bytes, sha256 } = value;
  if (!isName(sealed) || !SEALED_NAME.test(sealed) || !isCount(bytes)) return null;
  if (digest(JSON.stringify(value['standing'])) !== sha256) return null;
  const standing = restoreStanding(value['standing']);
  return standing === null ? null : { standing, sealed, bytes };
}
