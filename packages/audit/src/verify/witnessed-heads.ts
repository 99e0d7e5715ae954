import { parseCheckpoint } from '../format/checkpoint.js';
import { isCosignedBy, parseWitnessKey, type WitnessKey } from '../format/cosignature.js';
import { journalOf } from '../format/genesis.js';
import type { Head } from '../read/head.js';

/** Checkpoints that witnesses outside of the machine cosigned (C2SP tlog-witness), and whom to believe. */
export interface Witnesses {
  /** Cosigned checkpoints of the journal, as signed notes. */
  readonly checkpoints: readonly string[];
  /** Verifier keys of the witnesses that are trusted, `<name>+<id>+<base64>`, algorithm 4. */
  readonly keys: readonly string[];
  /** How many of them must have cosigned a checkpoint for it to count. Default 1. */
  readonly quorum?: number;
}

/**
 * The heads that enough witnesses vouch for. Checkpoints with too few cosignatures are left out: they prove nothing.
 *
 * @returns text when a key, a checkpoint or the quorum is not what it must be.
 */
export function witnessedHeads({ checkpoints, keys, quorum = 1 }: Witnesses): readonly Head[] | string {
  const witnesses = new Map<string, WitnessKey>();
  for (const text of keys) {
    const key = parseWitnessKey(text);
    if (key === null) return `The witness key ${JSON.stringify(text)} is none.`;
    witnesses.set(text, key);
  }
  if (!Number.isSafeInteger(quorum) || quorum < 1) return `The quorum of witnesses must not be ${quorum}.`;
  const heads: Head[] = [];
  for (const text of checkpoints) {
    const checkpoint = parseCheckpoint(text);
    const journal = checkpoint === null ? null : journalOf(checkpoint.origin);
    if (checkpoint === null || journal === null) return 'A witnessed checkpoint is not one of a journal.';
    const count = [...witnesses.values()].filter((witness) => isCosignedBy(checkpoint.note, witness)).length;
    const { size, root } = checkpoint;
    if (count >= quorum) heads.push({ journal, size, root, head: null, key: null, genesis: null });
  }
  return heads;
}
