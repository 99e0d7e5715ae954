import { fieldOf } from '../shell/data.js';
import { deletePath, writePath } from '../shell/file-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { patchedFiles } from './patch-paths.js';
import type { ParamText } from './tool-params.js';

/** Reads the files that a patch touches. Returns how many there are. */
export function readPatchText(patch: ParamText, shell: Shell): number {
  const files = patchedFiles(patch);
  for (const file of files) {
    const path = fieldOf(file.path, { param: patch.param, start: file.start, end: file.end });
    if (file.change === 'delete') deletePath(shell, path, false);
    else writePath(shell, path, null, true);
  }
  return files.length;
}
