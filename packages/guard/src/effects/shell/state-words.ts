import { locate } from '../paths/locate.js';
import { matchWithin, mayBeginWithin } from '../paths/state-globs.js';
import { plainPatterns } from '../paths/glob-options.js';
import { globOptionsOf } from './set-globbing.js';
import type { Field } from './data.js';
import type { Shell } from './shell-state.js';

/**
 * The fields that a shell makes of some: on both sides of each pattern that may match the product's own folder, or
 * something in it, stands what it matches there. Whatever then happens to the words of a pattern happens to that path,
 * whether it is the value of an option before it or the target at the end.
 */
export function withStateWords(fields: readonly Field[], shell: Shell): Field[] {
  return fields.flatMap((field) => {
    const own = field.glob ? matchedState(field.text, shell) : null;
    const match = { ...field, text: own ?? '' };
    return own === null ? [field] : [match, field, match];
  });
}

/** What a pattern matches in the product's own folder, or that folder; null where it matches nothing there. */
export function matchedState(pattern: string, shell: Shell): string | null {
  const { boundaries, world } = shell.reading;
  const wild = pattern.search(/[*?[]/);
  if (wild < 0) return null;
  const cut = pattern.lastIndexOf('/', wild);
  const patterns = plainPatterns(pattern.slice(cut + 1), globOptionsOf(shell));
  // Most patterns are written for other names, and need no look at the disk.
  if (!patterns.some((plain) => mayBeginWithin(plain, boundaries.state))) return null;
  const options = { cwd: shell.cwd, facts: world.facts, boundaries };
  const base = locate(cut < 0 ? '.' : pattern.slice(0, cut) || '/', options).path;
  for (const plain of patterns) {
    const own = matchWithin(plain, base, boundaries.state);
    if (own !== null) return own;
  }
  return null;
}
