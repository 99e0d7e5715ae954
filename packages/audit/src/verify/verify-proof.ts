import type { LocalizedText } from '@sentinel-agentos/core';
import { isCheckpointSignedBy } from '../format/checkpoint.js';
import { parseVerifierKey } from '../format/signed-note.js';
import { parseTlogProof } from '../format/tlog-proof.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import { verifyInclusion } from '../merkle/verify-inclusion.js';

/** A record, the proof that came with it, and the key to trust. */
export interface ProofToVerify {
  /** Text of a C2SP tlog-proof. */
  readonly proof: string;
  /** The record's line as it stands in the journal; a line feed at its end does not count. */
  readonly record: string | Uint8Array;
  /** Trusted verifier key, as `<name>+<id>+<base64>`. Of several, one that signed is enough. */
  readonly publicKey: string | readonly string[];
}

/** Result of checking a proof. `exitCode` is what a program that was asked to check it exits with. */
export type ProofReport =
  | {
      /** The record stood in the journal at `index` when its checkpoint was signed. */
      readonly status: 'ok';
      readonly exitCode: 0;
      readonly origin: string;
      readonly index: number;
      /** Number of records that the checkpoint covers, and their Merkle root. */
      readonly size: number;
      readonly root: HexHash;
      readonly message: LocalizedText;
    }
  | {
      readonly status: 'tampered';
      readonly exitCode: 2;
      /** `not-signed`: the key did not sign the checkpoint. `not-included`: the record is not what was signed. */
      readonly reason: 'not-signed' | 'not-included';
      readonly message: LocalizedText;
    }
  | {
      readonly status: 'unchecked';
      readonly exitCode: 1;
      /** Which of the two could not be read. */
      readonly reason: 'proof' | 'key';
      readonly message: LocalizedText;
    };

/**
 * Checks offline that a record stood in a journal: that the inclusion proof leads from exactly these bytes to the
 * root of the checkpoint, and that a trusted key signed it. All of it but the keys is taken for an attacker's.
 * Works for any log that follows C2SP. Never throws for what the texts and bytes say.
 */
export function verifyProof({ proof, record, publicKey }: ProofToVerify): ProofReport {
  const keys = [publicKey].flat().map(parseVerifierKey);
  const read = parseTlogProof(proof);
  if (keys.length === 0 || keys.includes(null)) return unchecked('key');
  if (read === null) return unchecked('proof');
  const { index, hashes, checkpoint } = read;
  const { origin, size, root } = checkpoint;
  if (!keys.some((key) => key !== null && isCheckpointSignedBy(checkpoint, key)))
    return refuted('not-signed');
  const isIncluded = verifyInclusion({
    index: BigInt(index),
    size: BigInt(size),
    leaf: Buffer.from(leafHashOf(record), 'hex'),
    root: Buffer.from(root, 'hex'),
    proof: hashes.map((hash) => Buffer.from(hash, 'hex')),
  });
  if (!isIncluded) return refuted('not-included');
  const message = {
    en: `Proved: this is record ${index} of ${origin}, one of the ${size} that its checkpoint covers.`,
    zh: `证明成立：这是 ${origin} 的记录 ${index}，属于检查点所涵盖的 ${size} 条记录。`,
  };
  return { status: 'ok', exitCode: 0, origin, index, size, root, message };
}

function leafHashOf(record: string | Uint8Array): HexHash {
  const padded = Buffer.concat([Buffer.alloc(1), Buffer.from(record)]);
  const end = padded.length > 1 && padded.at(-1) === 0x0a ? padded.length - 1 : padded.length;
  return leafHashInPlace(padded, 1, end);
}

function refuted(reason: 'not-signed' | 'not-included'): ProofReport {
  const message =
    reason === 'not-signed'
      ? {
          en: 'Not proved: the checkpoint is not signed by the trusted key.',
          zh: '证明不成立：检查点并非由受信任的密钥签名。',
        }
      : {
          en: 'Not proved: the record is not the one that the checkpoint covers at this place.',
          zh: '证明不成立：该记录与检查点在此位置所涵盖的记录不符。',
        };
  return { status: 'tampered', exitCode: 2, reason, message };
}

function unchecked(reason: 'proof' | 'key'): ProofReport {
  const message =
    reason === 'proof'
      ? { en: 'Not checked: this is no tlog-proof.', zh: '无法校验：这不是 tlog-proof 格式的证明。' }
      : { en: 'Not checked: this is no verifier key.', zh: '无法校验：这不是验证密钥。' };
  return { status: 'unchecked', exitCode: 1, reason, message };
}
