import { isIn } from '../../snapshot/target-limits.js';
import type { CheckRequest } from '../check.js';

/** What is known of a file from before the call. */
export type FileBefore =
  | { readonly status: 'known'; readonly bytes: Uint8Array }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown'; readonly reason: string };

/** What the snapshot of a call knows of a file. */
export function fileBefore({ snapshot, bytesBefore }: CheckRequest, path: string): FileBefore {
  const state = snapshot?.files.find((each) => each.path === path);
  if (snapshot === null || state === undefined) {
    const made = snapshot?.files.some((each) => each.kind === 'absent' && isIn(path, each.path)) === true;
    if (made) return { status: 'absent' };
    const reason = snapshot?.uncovered.find((each) => each.path === path)?.reason;
    return { status: 'unknown', reason: reason ?? 'there is no snapshot of it' };
  }
  switch (state.kind) {
    case 'absent':
    case 'directory':
      return { status: 'absent' };
    case 'file': {
      const bytes = bytesBefore(path);
      return bytes === null
        ? { status: 'unknown', reason: 'its bytes were not kept' }
        : { status: 'known', bytes };
    }
    case 'symlink':
    case 'other':
      return { status: 'unknown', reason: 'it was no regular file' };
  }
}
