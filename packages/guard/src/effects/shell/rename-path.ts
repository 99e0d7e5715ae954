import { deletePath, placeOf, writePath, type PathWord } from './file-acts.js';
import type { Shell } from './shell-state.js';

/** A path gets another name where it lies. It can be named back, but what needs it by its own name finds nothing. */
export function renamePath(shell: Shell, word: PathWord): void {
  const { zone } = placeOf(shell, word.text);
  if (zone === 'root' || zone === 'system-root' || zone === 'system' || zone === 'home')
    deletePath(shell, word, true, true);
  else writePath(shell, word, null, true);
}
