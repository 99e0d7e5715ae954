import type { Field } from '../shell/data.js';
import type { Shell } from '../shell/shell-state.js';
import { wordOf } from './tool-context.js';
import type { ParamText } from './tool-params.js';

const FILE_SCHEME = /^(?:view-source:)?file:(?:\/\/(?:localhost)?(?=\/))?/i;
const HOME = /^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)(?=\/|\\|$)/;

/** A path as a tool means it: a `file:` URL is what it points to, and the home folder is what it stands for. */
export function pathWord(found: ParamText, shell: Shell): Field {
  let text = found.text.trim();
  if (FILE_SCHEME.test(text)) text = decoded(text.replace(FILE_SCHEME, ''));
  const { home } = shell.reading.world.facts;
  return wordOf(
    found,
    text.replace(HOME, () => home),
  );
}

/** A `file:` path without its percent signs; as it stands where they are wrong. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replace(/[?#].*$/s, ''));
  } catch {
    return path;
  }
}
