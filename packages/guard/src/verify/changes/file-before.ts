import { isInNewFolder, stateBefore, whyUncovered } from './snapshot-states.js';
import type { CheckRequest } from '../check.js';

/** What is known of a file from before the call. */
export type FileBefore =
  | { readonly status: 'known'; readonly bytes: Uint8Array }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown'; readonly reason: string };

/** What the snapshot of a call knows of a file. */
export function fileBefore({ snapshot, bytesBefore }: CheckRequest, path: string): FileBefore {
  const state = stateBefore(snapshot, path);
  switch (state?.kind) {
    case undefined:
      return isInNewFolder(snapshot, path)
        ? { status: 'absent' }
        : { status: 'unknown', reason: whyUncovered(snapshot, path) };
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
