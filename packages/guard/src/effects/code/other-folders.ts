import { UNKNOWN } from '../paths/locate.js';
import { placeOf } from '../shell/file-acts.js';
import type { Shell } from '../shell/shell-state.js';

/** `os.chdir("x")`, `process.chdir("x")`, `chdir "x"`, and `cwd="x"` of a process that is started. */
const CHANGES =
  /(?:\b(?:chdir|fchdir)\b\s{0,9}\(?|\bcwd["']?\s{0,9}[=:](?!=))\s{0,9}(?:[rbfu]{0,2}["'`]([^"'`\n]{0,400})["'`](?!\s{0,9}[+.%])|(\S))/g;
const MOST_FOLDERS = 6;

/**
 * Folders that program text works in besides the one it starts in: which of them a path is seen from is not told
 * by where it stands in the text, and each may be seen from another. One that is computed is `UNKNOWN`.
 */
export function otherFolders(text: string, shell: Shell): readonly string[] {
  const folders = new Set([shell.cwd]);
  for (const match of text.matchAll(CHANGES)) {
    const [whole, named, computed] = match;
    if (named !== undefined)
      for (const cwd of Array.from(folders)) folders.add(placeOf({ ...shell, cwd }, named).path);
    else if (computed !== undefined && whole.includes('chdir')) folders.add(UNKNOWN);
    if (folders.size > MOST_FOLDERS) {
      folders.add(UNKNOWN);
      break;
    }
  }
  folders.delete(shell.cwd);
  return [...folders];
}
