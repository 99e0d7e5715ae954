import { maskSecrets } from '../text/mask-secrets.js';

const LONGEST_QUOTED = 60;

/** Says what was passed, short enough for an error message and with secrets masked. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length <= LONGEST_QUOTED
        ? JSON.stringify(maskSecrets(value))
        : `a string of ${value.length} characters`;
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
    case 'symbol':
    case 'function':
      return `a ${typeof value}`;
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  }
}
