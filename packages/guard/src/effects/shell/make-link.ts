import { posix } from 'node:path';
import { isKnown } from './data.js';
import { placeOf, type PathWord } from './file-acts.js';
import type { Shell } from './shell-state.js';

/** No honest call makes more links; what is beyond is not followed. */
const MAX_LINKS = 64;

/**
 * Makes a link, symbolic or hard, by `write`: what is done through it from now on is done to its target.
 */
export function makeLink<W extends PathWord>(
  shell: Shell,
  target: PathWord,
  link: W,
  write: (link: W) => void,
): void {
  const { links } = shell.reading;
  const at = ownPlace(shell, link.text);
  // One that is made anew replaces what was there; it is not written through.
  links.delete(at);
  write(link);
  if (!isKnown(at) || !isKnown(target.text) || links.size >= MAX_LINKS) return;
  const aim = target.text.startsWith('/') ? target.text : posix.join(posix.dirname(at), target.text);
  const { path } = placeOf(shell, aim);
  if (path.startsWith('/') && at.startsWith('/') && path !== at) links.set(at, path);
}

/** Where a name itself lies, without following it. */
function ownPlace(shell: Shell, text: string): string {
  const plain = text.replace(/\/+$/, '');
  const name = plain.slice(plain.lastIndexOf('/') + 1);
  if (name === '' || name === '.' || name === '..') return placeOf(shell, text).path;
  const folder = plain.slice(0, plain.length - name.length);
  return posix.join(placeOf(shell, folder === '' ? '.' : folder).path, name);
}
