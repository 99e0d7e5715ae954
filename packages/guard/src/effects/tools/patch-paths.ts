import type { ParamText } from './tool-params.js';

/** A file that a patch touches, with the span of its name in the patch. */
export interface PatchedFile {
  readonly path: string;
  readonly change: 'write' | 'delete';
  readonly start: number;
  readonly end: number;
}

const HEADER =
  /^(?:\*\*\* (Add|Update|Delete) File: |\*\*\* (Move) to: |(\+\+\+|---) (?:[ab]\/)?|rename (?:to|from) )(.+?)(?:\t.*)?\r?$/gm;
const MAX_FILES = 1000;

/** The files of a patch, in the `*** Update File:` form or as a unified diff. */
export function patchedFiles(patch: ParamText): readonly PatchedFile[] {
  const files: PatchedFile[] = [];
  let removed: { readonly path: string; readonly start: number; readonly end: number } | null = null;
  for (const match of patch.text.matchAll(HEADER)) {
    if (files.length >= MAX_FILES) break;
    const [whole, verb, , side, path = ''] = match;
    const start =
      match.index + whole.indexOf(path, whole.length - path.length - 1 < 0 ? 0 : whole.lastIndexOf(path));
    const span = { path, start, end: start + path.length };
    if (side === '---') {
      removed = span;
    } else if (side === '+++' && path === '/dev/null') {
      if (removed !== null) files.push({ ...removed, change: 'delete' });
    } else {
      files.push({ ...span, change: verb === 'Delete' ? 'delete' : 'write' });
    }
  }
  return files;
}
