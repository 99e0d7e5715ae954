import type { Damaged } from '../format/genesis.js';
import type { VerifierKey } from '../format/signed-note.js';
import type { HexHash } from '../merkle/hashes.js';
import type { Head } from './head.js';
import type { Position } from './position.js';

/** What is wrong with the line at which a walk stopped. */
export type Problem =
  /** Longer than a line may be. */
  | 'too-long'
  /** Does not begin as every line must. */
  | 'malformed'
  /** `$prev` is not the hash of the line before. */
  | 'chain'
  /** `$seq` is not the line's number. */
  | 'sequence'
  /** The line stands in another segment file than the keys and numbers before it say. */
  | 'segment'
  /** The first line does not introduce a journal. */
  | 'genesis'
  /** No commit was signed by the trusted key. */
  | 'key'
  /** A record that introduces the next key is unreadable or out of turn. */
  | 'epoch'
  /** No checkpoint follows the record that introduces the next key. */
  | 'epoch-end'
  /** A commit marker without a readable checkpoint of this journal. */
  | 'checkpoint'
  /** The checkpoint states another root than the lines before it have. */
  | 'root'
  | 'signature'
  /** The journal is another one than the anchor's, or has another past. */
  | 'anchor';

export type WalkStop =
  /** The journal ends after a commit. */
  | { readonly kind: 'end' }
  /** The journal ends with sound lines, the last perhaps cut, that no checkpoint commits. */
  | { readonly kind: 'uncommitted'; readonly segment: number }
  | { readonly kind: 'newer'; readonly format: number }
  | { readonly kind: 'damage'; readonly problem: Problem; readonly line: number; readonly segment: number };

export interface Commit {
  readonly size: number;
  readonly root: HexHash;
  readonly head: HexHash;
}

/** Who a journal is, as its first line states it. */
export interface Identity {
  readonly journal: string;
  readonly key: VerifierKey;
  readonly damaged: Damaged | null;
}

export interface Walk {
  readonly stop: WalkStop;
  /** Number of sound lines, whether committed or not. */
  readonly seen: number;
  /** After the last sound, signed commit; where the walk began if there is none. */
  readonly committed: Position;
  readonly lastCommit: Commit | null;
  /** How many of the heads were met: commits with exactly that size, root and line. */
  readonly metHeads: number;
  /** True when the trusted key signed a commit. False when none is given. */
  readonly metKey: boolean;
  /** Null when the walk did not begin at the first line. */
  readonly identity: Identity | null;
}

export interface WalkOptions {
  /** A key that must have signed: that of the genesis or of any later epoch. Null: none is trusted. */
  readonly key: VerifierKey | null;
  /** Heads that must be met, the smallest first. */
  readonly heads: readonly Head[];
  /** Told from time to time how many lines and bytes were read. */
  readonly onProgress?: (records: number, bytes: number) => void;
}
