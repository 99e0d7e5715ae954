import type { FileFacts } from '../../facts/file-facts.js';
import { UNKNOWN } from './locate.js';

const MAX_MATCHES = 64;
const MAX_PATTERN = 256;

/**
 * Paths that a glob stands for, by looking at the disk one folder at a time. A pattern that matches
 * nothing is returned as written, as the shell does. At most 64 matches, and the pattern
 * itself for the rest: more of the same kind add nothing.
 */
export function expandGlob(pattern: string, cwd: string, facts: FileFacts): readonly string[] {
  if (pattern.length > MAX_PATTERN || pattern.includes(UNKNOWN)) return [pattern];
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  let found: readonly string[] = [absolute ? '/' : ''];
  for (const part of parts) {
    const next: string[] = [];
    for (const base of found) {
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (!/[*?[]/.test(part)) {
        next.push(prefix + part);
        continue;
      }
      const folder = absolute ? base : `${cwd}/${base}`;
      for (const name of facts.list(folder)) {
        // The rest is meant by the pattern itself.
        if (next.length >= MAX_MATCHES) return [...(part === parts.at(-1) ? next : []), pattern];
        if (name.startsWith('.') && !part.startsWith('.')) continue;
        if (matchesGlob(name, part)) next.push(prefix + name);
      }
    }
    found = next;
  }
  return found.length === 0 ? [pattern] : found;
}

/** Whether a name matches a shell pattern of `*`, `?` and `[…]`. Linear in practice: one star is backtracked at a time. */
export function matchesGlob(name: string, pattern: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let mark = 0;
  while (at < name.length) {
    const step = p < pattern.length && pattern[p] !== '*' ? matchOne(name[at] ?? '', pattern, p) : -1;
    if (step > 0) {
      at += 1;
      p += step;
    } else if (pattern[p] === '*') {
      star = p;
      mark = at;
      p += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      at = mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** How many characters of the pattern one character of the name uses up; -1 when it does not match. */
function matchOne(char: string, pattern: string, p: number): number {
  const head = pattern[p];
  if (head === '?') return 1;
  if (head !== '[') return head === char ? 1 : -1;
  const close = pattern.indexOf(']', p + 2);
  if (close < 0) return char === '[' ? 1 : -1;
  const body = pattern.slice(p + 1, close);
  const negated = body.startsWith('!') || body.startsWith('^');
  const set = negated ? body.slice(1) : body;
  let inside = false;
  for (let i = 0; i < set.length; i += 1) {
    const low = set[i] ?? '';
    if (set[i + 1] === '-' && i + 2 < set.length) {
      inside ||= char >= low && char <= (set[i + 2] ?? '');
      i += 2;
    } else {
      inside ||= char === low;
    }
  }
  return inside === negated ? -1 : close + 1 - p;
}
