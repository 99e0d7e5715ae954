import { MASK } from '@sentinel-agentos/core';
import type { Effect } from '@sentinel-agentos/core';
import { shorten, wellFormed } from '../shown-text.js';

const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;

function isSecret(effect: Effect, secretParams: readonly string[]): boolean {
  const [root] = effect.evidence.param.split('.', 1);
  return root !== undefined && secretParams.includes(root);
}

/**
 * Target of an effect for display. Null when the guard could not read one from the call; masked when it was
 * read from a secret parameter. Credentials and queries of URLs are left out.
 */
export function showTarget(effect: Effect, secretParams: readonly string[]): string | null {
  if (effect.target === '') return null;
  if (isSecret(effect, secretParams)) return MASK;
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(effect.target)) return wellFormed(effect.target);
  const [withoutQuery = ''] = effect.target.split(/[?#]/, 1);
  return shorten(withoutQuery.replace(USER_INFO, '$1'));
}

/**
 * Where a remote effect would reach: host and port for a network verb, otherwise the remote, package or
 * address as the guard read it. Null when it is unknown.
 */
export function showDestination(effect: Effect, secretParams: readonly string[]): string | null {
  const target = showTarget(effect, secretParams);
  if (target === null || target === MASK) return target;
  if (effect.verb !== 'net.fetch' && effect.verb !== 'net.send') return target;
  const [authority = ''] = target.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#]/, 1);
  return shorten(authority.slice(authority.lastIndexOf('@') + 1));
}
