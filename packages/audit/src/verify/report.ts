import type { LocalizedText } from '@sentinel-agentos/core';
import type { HexHash } from '../merkle/hashes.js';
import type { BadRecord } from '../read/locate.js';

/** What a level of verification found. `unchecked`: what it needs was not given, or was not reached. */
export type LevelResult = 'holds' | 'broken' | 'unchecked';

/**
 * L0 `structure`: lines, links, numbers, files, roots, keys and signatures agree with each other. L1 `key`: the
 * trusted key signed, and every other key was introduced by the one before. L2 `anchor`: the journal still has
 * every head that was noted outside of it. L3 `witnesses`: it has every head that enough witnesses cosigned.
 */
export interface Levels {
  readonly structure: LevelResult;
  readonly key: LevelResult;
  readonly anchor: LevelResult;
  readonly witnesses: LevelResult;
}

/** How far a verification is. A journal with several chains is counted as one. */
export interface Progress {
  /** Lines read so far. */
  readonly records: number;
  readonly bytes: number;
  /** Bytes that all files had when the verification began. */
  readonly totalBytes: number;
}

interface Common {
  readonly levels: Levels;
  readonly message: LocalizedText;
  /** What each chain amounts to, oldest first. Only there when a new chain was begun after damage. */
  readonly chains?: readonly ChainReport[];
}

/** What one of several chains amounts to. */
export interface ChainReport {
  /** Number of the segment in which it begins. */
  readonly segment: number;
  readonly report: VerifyReport;
}

/** Result of a verification. `exitCode` is what a program that was asked to verify exits with. */
export type VerifyReport =
  | (Common & {
      /** Every level that could be checked holds; see `levels` for which those are. */
      readonly status: 'ok';
      readonly exitCode: 0;
      readonly journal: string;
      /** Number of lines, checkpoints included. */
      readonly records: number;
      /** Merkle root that the last checkpoint states. */
      readonly root: HexHash;
    })
  | (Common & { readonly status: 'tampered'; readonly exitCode: 2; readonly bad: BadRecord })
  | (Common & {
      readonly status: 'truncated';
      readonly exitCode: 3;
      /** `behind-anchor`: records that were once acknowledged are gone. `uncommitted`: a write was cut short, or its end cut off. */
      readonly reason: 'behind-anchor' | 'uncommitted';
      /** The `$seq` of the first record that is missing or not committed. */
      readonly firstMissing: number;
      /** Number of committed lines. */
      readonly records: number;
    })
  | (Common & { readonly status: 'unchecked'; readonly exitCode: 1; readonly reason: string });

export const NOTHING_CHECKED: Levels = {
  structure: 'unchecked',
  key: 'unchecked',
  anchor: 'unchecked',
  witnesses: 'unchecked',
};
