import { createHash } from 'node:crypto';

/**
 * The slot of a fact or a rule that was given none: a digest of what texts that say the same have in common.
 * Case, width, white space and a final stop do not matter.
 */
export function textSlot(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  const same = plain.replace(/[.。!]$/u, '').trim() || plain;
  return `#${createHash('sha256').update(JSON.stringify(same)).digest('hex').slice(0, 16)}`;
}
