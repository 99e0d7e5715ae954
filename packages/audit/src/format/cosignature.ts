import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import type { SignedNote } from './signed-note.js';

/** Algorithm byte of a timestamped Ed25519 cosignature in C2SP signed-note verifier keys. */
const COSIGNATURE_V1 = 0x04;
const TIMESTAMP_BYTES = 8;
const SIGNATURE_BYTES = 64;
/** DER of a SubjectPublicKeyInfo for Ed25519, up to the 32 key bytes (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that can check the cosignatures of a witness (C2SP tlog-cosignature, Ed25519). */
export interface WitnessKey {
  readonly name: string;
  /** First four bytes of SHA-256(name, line feed, algorithm, key), as eight hex digits. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** Reads a witness's verifier key, `<name>+<id>+<base64>`. Null when it is none, or its id does not fit its bytes. */
export function parseWitnessKey(text: string): WitnessKey | null {
  const [, name = '', id = '', encoded = ''] =
    /^([^ +\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== COSIGNATURE_V1 || bytes.toString('base64') !== encoded) return null;
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex');
  if (digest.slice(0, 8) !== id) return null;
  const der = Buffer.concat([SPKI_PREFIX, bytes.subarray(1)]);
  return { name, id, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** True when the witness cosigned the note: its signature is over the time that it states, and the note's text. */
export function isCosignedBy({ text, signatures }: SignedNote, witness: WitnessKey): boolean {
  return signatures.some(({ name, keyId, signature }) => {
    if (name !== witness.name || keyId !== witness.id) return false;
    if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return false;
    const time = signature.readBigUInt64BE(0);
    const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
    return verify(null, message, witness.publicKey, signature.subarray(TIMESTAMP_BYTES));
  });
}
