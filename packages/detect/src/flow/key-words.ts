import { createHmac } from 'node:crypto';

/** Two words of key material for one purpose. */
export function keyWords(key: Uint8Array, purpose: string): Uint32Array {
  const digest = createHmac('sha256', key).update(purpose).digest();
  return Uint32Array.of(digest.readUInt32LE(0), digest.readUInt32LE(4));
}
