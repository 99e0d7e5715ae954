import type { LocalizedText } from '@sentinel-agentos/core';
import type { HexHash } from '../merkle/hashes.js';
import type { BadRecord } from '../read/locate.js';

/** What a level of verification found. `unchecked`: what it needs was not given. */
export type LevelResult = 'holds' | 'broken' | 'unchecked';

/**
 * L0 `structure`: lines, links, numbers, roots and signatures agree with each other. L1 `key`: the signing
 * key is the trusted one. L2 `anchor`: the journal still has the head that was noted outside of it.
 */
export interface Levels {
  readonly structure: LevelResult;
  readonly key: LevelResult;
  readonly anchor: LevelResult;
}

interface Common {
  readonly levels: Levels;
  readonly message: LocalizedText;
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
