import { SentinelError } from '@sentinel-agentos/core';
import { tlogProofText } from '../format/tlog-proof.js';
import type { HexHash } from '../merkle/hashes.js';
import { LeafHashes } from '../merkle/leaf-hashes.js';
import { proveInclusion } from '../merkle/prove-inclusion.js';
import { verifyInclusion } from '../merkle/verify-inclusion.js';
import { asUnavailable } from '../write/journal-error.js';
import { chainLines, checkpointIn, type SignedCheckpoint } from './chain-lines.js';

export interface ProveOptions {
  /** Folder of the journal. It is only read. */
  readonly dir: string;
  /** Number of the record. */
  readonly seq: number;
  /**
   * Which signed checkpoint the proof leads to. `newest` (default): the one that the anchor notes, too. `first`: the
   * one of the record's own batch, which stays the same however long the journal grows.
   */
  readonly checkpoint?: 'newest' | 'first';
  /** Number of the segment that begins the chain the record is in. Default: the newest chain. */
  readonly chain?: number;
}

/** A record and the proof that it stands in the journal. Both are needed to check it. */
export interface RecordProof {
  /** Text of a C2SP tlog-proof, about 1.2 KB for a million records. Usual file extension: `.tlog-proof`. */
  readonly proof: string;
  /** The record's line, without its line feed. */
  readonly record: string;
  readonly seq: number;
  /** Number of records that the checkpoint covers, and their Merkle root. */
  readonly size: number;
  readonly root: HexHash;
}

/**
 * Proves that a record stands in a journal, in a form that other people's verifiers of C2SP tlog-proofs accept.
 * Streams the journal once and keeps 32 bytes a record. Takes no lock.
 *
 * @throws SentinelError `INVALID_ARGUMENT` when `seq` is no number of a record · `NOT_FOUND` when there is no such
 * record, or no checkpoint covers it · `TAMPERED` when the lines are not those that were signed · `STATE_UNAVAILABLE`
 * when the journal cannot be read.
 */
export function prove(options: ProveOptions): RecordProof {
  const { dir, seq } = options;
  if (!Number.isSafeInteger(seq) || seq < 0) {
    throw new SentinelError('INVALID_ARGUMENT', `seq must be the number of a record, not ${String(seq)}.`);
  }
  const { leaves, record, checkpoint } = gather(options);
  if (record === null || checkpoint === null) {
    const why = record === null ? 'is not in' : 'is not covered by a checkpoint of';
    throw new SentinelError('NOT_FOUND', `Record ${seq} ${why} the journal in ${dir}.`);
  }
  const { size, root, text } = checkpoint;
  const tampered = `The journal in ${dir} is not what its checkpoint over ${size} records was signed for.`;
  // A forged size could be larger than what is there.
  if (size > leaves.size) throw new SentinelError('TAMPERED', tampered);
  const hashes = proveInclusion(leaves, seq, size);
  const holds = verifyInclusion({
    index: BigInt(seq),
    size: BigInt(size),
    leaf: Buffer.from(leaves.root(seq, seq + 1), 'hex'),
    root: Buffer.from(root, 'hex'),
    proof: hashes.map((hash) => Buffer.from(hash, 'hex')),
  });
  if (!holds) throw new SentinelError('TAMPERED', tampered);
  return { proof: tlogProofText(seq, hashes, text), record, seq, size, root };
}

interface Gathered {
  readonly leaves: LeafHashes;
  readonly record: string | null;
  readonly checkpoint: SignedCheckpoint | null;
}

function gather({ dir, seq, checkpoint: which = 'newest', chain }: ProveOptions): Gathered {
  const leaves = new LeafHashes();
  let record: string | null = null;
  let checkpoint: SignedCheckpoint | null = null;
  try {
    for (const line of chainLines(dir, chain)) {
      if (line.isCheckpoint && line.seq > seq) checkpoint = checkpointIn(line) ?? checkpoint;
      if (line.seq === seq) record = line.buffer.toString('utf8', line.start, line.end);
      if (which === 'first' && checkpoint !== null) break;
      leaves.append(line.hash());
    }
  } catch (error) {
    throw asUnavailable(`The journal in ${dir} cannot be read.`, error);
  }
  return { leaves, record, checkpoint };
}
