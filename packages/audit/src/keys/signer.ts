import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { checkpointText, type Checkpoint } from '../format/checkpoint.js';
import { verifierKey, type VerifierKey } from '../format/signed-note.js';

/** DER of a PrivateKeyInfo for Ed25519, up to the 32 seed bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_KEY_BYTES = 32;

/** Signs the checkpoints of one journal. */
export interface Signer {
  readonly key: VerifierKey;
  /** The checkpoint as a C2SP signed note. */
  sign(checkpoint: Checkpoint): string;
}

export function createSigner(name: string, seed: Buffer): Signer {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = verifierKey(name, spki.subarray(-RAW_KEY_BYTES));
  const keyId = Buffer.from(key.id, 'hex');
  return {
    key,
    sign(checkpoint) {
      const text = checkpointText(checkpoint);
      const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
    },
  };
}
