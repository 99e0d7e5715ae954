import type { HexHash } from '../merkle/hashes.js';
import { isSignedBy, parseSignedNote, type SignedNote, type VerifierKey } from './signed-note.js';

/** What a C2SP checkpoint states: the tree of `origin` has `size` leaves and this root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: HexHash;
}

export interface ParsedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** The text that is signed: origin, size, base64 root, one a line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`;
}

/** Reads a checkpoint without checking its signatures. Null when it is none. */
export function parseCheckpoint(signedNote: string): ParsedCheckpoint | null {
  const note = parseSignedNote(signedNote);
  if (note === null) return null;
  const [origin = '', sizeText = '', rootText = ''] = note.text.split('\n');
  const size = Number(sizeText);
  const root = Buffer.from(rootText, 'base64');
  if (origin === '' || !/^(0|[1-9][0-9]*)$/.test(sizeText) || !Number.isSafeInteger(size)) return null;
  if (root.length !== 32 || root.toString('base64') !== rootText) return null;
  return { origin, size, root: root.toString('hex'), note };
}

export function isCheckpointSignedBy(checkpoint: ParsedCheckpoint, key: VerifierKey): boolean {
  return checkpoint.origin === key.name && isSignedBy(checkpoint.note, key);
}
