import { isTrust, TRUST_CLASSES, type Trust } from '../trust.js';
import { invalidArgument } from './invalid-argument.js';

/** A trust class; absent means `fallback`. */
export function parseTrust(value: unknown, fallback: Trust): Trust {
  if (value === undefined) return fallback;
  if (!isTrust(value)) throw invalidArgument('trust', `one of ${TRUST_CLASSES.join(', ')}`, value);
  return value;
}
