import { matchesGlob } from './glob-targets.js';

const WILD = /[*?[]/;
const MAX_PATTERN = 1024;
/** Parts more than these are no path that anybody writes. */
const MAX_PARTS = 64;
/** `[[:alpha:]]` and its kind. */
const CLASS = /\[[!^]?(?:[^\]]*\[:\w+:\])+[^\]]*\]/g;

/**
 * What a pattern stands for in a folder that it may match, or in one above whose name it may spell: the folder itself,
 * or the folder with what the pattern says of the names in it. Null where it can match neither. A star takes no
 * leading dot, as in a shell that was told nothing else; `**` takes any number of folders. A pattern for everything there
 * is (`.*`) takes the folder along and does not mean it: that is null, unless it goes on with what is in there.
 *
 * @param pattern absolute, or from `base` on.
 * @param base absolute, without links; so is the folder.
 */
export function matchWithin(pattern: string, base: string, folder: string): string | null {
  if (pattern.length > MAX_PATTERN || !WILD.test(pattern)) return null;
  const names = partsOf(folder);
  const parts = plainParts([...(pattern.startsWith('/') ? [] : partsOf(base)), ...partsOf(pattern)]);
  if (parts === null || parts.length > MAX_PARTS) return null;
  const rest = restAfter(parts, names);
  if (rest === null || (rest.length === 0 && !isSpelt(parts.at(-1) ?? ''))) return null;
  return [folder, ...rest].join('/');
}

/** Whether the first name of a pattern is that of any folder on the way; where it is not, the pattern matches nothing. */
export function mayBeginWithin(pattern: string, folder: string): boolean {
  const [first = ''] = pattern.split('/', 1);
  const part = first.replace(CLASS, '?');
  return part === '**' || pattern.includes('..') || partsOf(folder).some((name) => standsFor(part, name));
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Without `..`, which takes the part before it back; null where it leads out of what is known. */
function plainParts(parts: readonly string[]): readonly string[] | null {
  const plain: string[] = [];
  for (const part of parts) {
    if (part !== '..') plain.push(part.replace(CLASS, '?'));
    else if (plain.pop() === undefined) return null;
  }
  return plain;
}

/** The parts that are left once the first ones stand for all the names; null where they cannot. */
function restAfter(parts: readonly string[], names: readonly string[]): readonly string[] | null {
  /** Numbers of parts that may be used up by the names so far. */
  let used: readonly number[] = [0];
  for (const name of names) {
    const next = new Set<number>();
    for (const at of used) {
      for (let from = at; ; from += 1) {
        const part = parts[from];
        if (part === undefined) break;
        if (standsFor(part, name)) next.add(from + 1);
        if (part !== '**') break;
        // It takes this name and may take the next one too, or takes none.
        if (!name.startsWith('.')) next.add(from);
      }
    }
    used = [...next];
    if (used.length === 0) return null;
  }
  return parts.slice(Math.min(...used));
}

/** Whether a pattern spells a letter of the name. */
function isSpelt(part: string): boolean {
  return /[\p{L}\p{N}]/u.test(part.replaceAll(/\[[^\]]*\]/g, ''));
}

function standsFor(part: string, name: string): boolean {
  if (!WILD.test(part)) return part === name;
  return (!name.startsWith('.') || part.startsWith('.')) && matchesGlob(name, part);
}
