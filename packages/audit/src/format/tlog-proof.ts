import type { HexHash } from '../merkle/hashes.js';
import { parseCheckpoint, type ParsedCheckpoint } from './checkpoint.js';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const HASH_LINE = /^[A-Za-z0-9+/]{43}=$/;
/** A tree of 2^64 leaves is this high. */
const MAX_HASHES = 64;
/** More than any honest proof with a handful of witnesses has. */
const MAX_CHARACTERS = 32 * 1024;

/** A C2SP tlog-proof: where a record stands, and that a signed checkpoint covers it. */
export interface TlogProof {
  /** Number of the record, counted from 0. */
  readonly index: number;
  /** Inclusion proof, from the leaf's sibling up to the root's child. */
  readonly hashes: readonly HexHash[];
  readonly checkpoint: ParsedCheckpoint;
}

/**
 * Writes a proof as C2SP tlog-proof v1 (c2sp.org/tlog-proof).
 *
 * @param checkpoint the signed note, verbatim.
 */
export function tlogProofText(index: number, hashes: readonly HexHash[], checkpoint: string): string {
  const lines = hashes.map((hash) => `${Buffer.from(hash, 'hex').toString('base64')}\n`);
  return `${FIRST_LINE}\nindex ${index}\n${lines.join('')}\n${checkpoint}`;
}

/**
 * Reads a proof without checking what it claims. Extra data is passed over: it is not authenticated. Null when it is
 * none, or larger than any honest one.
 */
export function parseTlogProof(text: string): TlogProof | null {
  const split = text.indexOf('\n\n');
  if (text.length > MAX_CHARACTERS || split < 0) return null;
  const [first, ...lines] = text.slice(0, split).split('\n');
  if (first !== FIRST_LINE) return null;
  if (/^extra [A-Za-z0-9+/]*={0,2}$/.test(lines[0] ?? '')) lines.shift();
  const index = readIndex(lines.shift() ?? '');
  const checkpoint = parseCheckpoint(text.slice(split + 2));
  if (index === null || checkpoint === null || lines.length > MAX_HASHES) return null;
  const hashes: HexHash[] = [];
  for (const line of lines) {
    const bytes = Buffer.from(line, 'base64');
    // Base64 that decodes to the same bytes but is written otherwise would make two texts of one proof.
    if (!HASH_LINE.test(line) || bytes.toString('base64') !== line) return null;
    hashes.push(bytes.toString('hex'));
  }
  return { index, hashes, checkpoint };
}

function readIndex(line: string): number | null {
  const [, digits = ''] = /^index (0|[1-9][0-9]{0,15})$/.exec(line) ?? [];
  const index = Number(digits);
  return digits !== '' && Number.isSafeInteger(index) ? index : null;
}
