import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';

/** Algorithm byte of Ed25519 in C2SP signed-note verifier keys. */
const ED25519 = 0x01;
const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;
/** DER of a SubjectPublicKeyInfo for Ed25519, up to the 32 key bytes (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_LINE = /^\u2014 ([^ +\n]+) ([A-Za-z0-9+/]+={0,2})$/;

/** A public key that can check signed notes (C2SP signed-note, Ed25519). */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name, line feed, algorithm, key), as eight hex digits. */
  readonly id: string;
  readonly publicKey: KeyObject;
  /** The key as text: `<name>+<id>+<base64 of algorithm and key>`. */
  readonly text: string;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

export interface SignedNote {
  /** What is signed, with its final line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Makes the verifier key of 32 raw Ed25519 public key bytes. */
export function verifierKey(name: string, raw: Buffer): VerifierKey {
  const algorithmAndKey = Buffer.concat([Buffer.from([ED25519]), raw]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), algorithmAndKey]), 'hex').slice(
    0,
    2 * KEY_ID_BYTES,
  );
  return {
    name,
    id,
    publicKey: createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' }),
    text: `${name}+${id}+${algorithmAndKey.toString('base64')}`,
  };
}

/** Reads a verifier key from text. Null when it is none, is not Ed25519, or its id does not fit its bytes. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const match = /^([^ +\n]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (match === null) return null;
  const [, name = '', , encoded = ''] = match;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const key = verifierKey(name, bytes.subarray(1));
  // Comparing the whole text also refuses base64 that decodes to the same bytes but is written otherwise.
  return key.text === text ? key : null;
}

/** Splits a signed note. Null when it has not the shape of one. The text is untrusted until verified. */
export function parseSignedNote(note: string): SignedNote | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length <= KEY_ID_BYTES || bytes.toString('base64') !== encoded) return null;
    signatures.push({
      name,
      keyId: bytes.toString('hex', 0, KEY_ID_BYTES),
      signature: bytes.subarray(KEY_ID_BYTES),
    });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** True when one of the note's signatures is `key`'s. Signatures of unknown keys are ignored, as the format says. */
export function isSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const text = Buffer.from(note.text);
  return note.signatures.some(
    ({ name, keyId, signature }) =>
      name === key.name && keyId === key.id && isSignature(key, text, signature),
  );
}

/** True when the bytes are `key`'s Ed25519 signature (RFC 8032) of the message. */
export function isSignature({ publicKey }: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === SIGNATURE_BYTES && verify(null, message, publicKey, signature);
}
