import { customAlphabet } from 'nanoid';
import type { Ids } from '@sentinel-agentos/core';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Identifiers such as `op_V1StGXR8Z5jd`: 71 random bits, so that processes that share a workspace need not
 * agree on them, and safe as file names.
 */
export function createCallIds(): Ids {
  const random = customAlphabet(ALPHABET, 12);
  return { next: () => `op_${random()}` };
}
