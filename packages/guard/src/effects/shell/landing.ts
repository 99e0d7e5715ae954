import { placeOf, type PathWord } from './file-acts.js';
import type { Shell } from './shell-state.js';

const FOLDERS = /^(?:root|system-root|home|workspace-root|temp-root)$/;

/** Where a file lies that is copied or moved to `to`: in a folder it keeps its name. */
export function landing(shell: Shell, to: PathWord, from: PathWord): PathWord {
  const named = /(?:^|\/)\.{0,2}$/.test(to.text.slice(-3));
  if (!named) {
    const { path, zone } = placeOf(shell, to.text);
    if (!FOLDERS.test(zone) && shell.reading.world.facts.kind(path) !== 'directory') return to;
  }
  const name = from.text.slice(from.text.lastIndexOf('/') + 1);
  return { ...to, text: `${to.text}${to.text.endsWith('/') ? '' : '/'}${name}` };
}
