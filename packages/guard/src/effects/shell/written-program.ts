import { placeOf } from './file-acts.js';
import type { Shell } from './shell-state.js';

const EXTENSIONS = ['', '.exe', '.com', '.bat', '.cmd'];

/**
 * The name of a program as a path when this call put a file of that name where Windows looks first: into the folder it
 * works in. Null for any other name.
 */
export function writtenProgram(name: string, shell: Shell): string | null {
  if (shell.files.size === 0 || /[\\/]/.test(name)) return null;
  for (const extension of EXTENSIONS) {
    const path = `./${name}${extension}`;
    if (shell.files.has(placeOf(shell, path).path)) return path;
  }
  return null;
}
