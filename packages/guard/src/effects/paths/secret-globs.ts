import { matchesGlob } from './glob-targets.js';
import { SECRET_PLACES, UNMISTAKABLE_NAMES } from './secret-names.js';
import { isSecretPath } from './secret-paths.js';

const WILD = /[*?[]/;
/** More parts than these are not looked at. */
const MAX_PARTS = 32;

let known: readonly (readonly string[])[] | null = null;

/**
 * Whether a pattern that the disk has no answer for would match a secret where there is one: `~/.s*h/id_*`.
 * The pattern must spell at least two letters of each part, or it is written for everything and not for secrets.
 */
export function mayMatchSecret(pattern: string): boolean {
  if (!WILD.test(pattern) || pattern.length > 256) return false;
  known ??= [...UNMISTAKABLE_NAMES, ...SECRET_PLACES].map((path) => path.split('/'));
  const parts = pattern.toLowerCase().split('/').slice(-MAX_PARTS);
  return known.some((names) =>
    parts.some((_, at) => {
      const window = parts.slice(at, at + names.length);
      if (!window.some((part) => WILD.test(part)) || !standsFor(window, names)) return false;
      // What is public in a secret place stays public.
      return isSecretPath([...parts.slice(0, at), ...names, ...parts.slice(at + names.length)].join('/'));
    }),
  );
}

function standsFor(parts: readonly string[], names: readonly string[]): boolean {
  return names.every((name, index) => {
    const part = parts[index] ?? '';
    if (part === name) return true;
    return (
      WILD.test(part) &&
      part.replaceAll(/\*|\?|\[[^\]]*\]/g, '').length >= (name === '.ssh' ? 3 : 2) &&
      (!name.startsWith('.') || part.startsWith('.')) &&
      matchesGlob(name, part)
    );
  });
}
