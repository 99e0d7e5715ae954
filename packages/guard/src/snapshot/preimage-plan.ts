import { accessSync, constants } from 'node:fs';
import { markOf } from './path-state.js';
import type { KeptFiles } from './kept-files.js';
import type { PreimageRoom } from './preimage-room.js';
import type { PreimageWriter } from './preimage-writer.js';

/** Stands for bytes that were not read. */
const NOT_READ = { sha256: '', preimage: { kind: 'packed', pack: '', offset: 0, length: 0 } } as const;

/** A writer that keeps nothing: it tells which files a real one would keep, from their size and permissions. */
export function planPreimages(room: PreimageRoom, keptFiles: KeptFiles): PreimageWriter {
  let left = room.bytes;
  return {
    keep: (path, seen) => {
      if (keptFiles.find(path, markOf(seen)) === null) {
        try {
          accessSync(path, constants.R_OK);
        } catch (error) {
          return { kept: false, reason: `it cannot be read: ${(error as Error).message}` };
        }
        const size = Number(seen.size);
        if (size > left) return { kept: false, reason: room.reason };
        left -= size;
      }
      return { kept: true, stat: seen, ...NOT_READ };
    },
    finish: () => undefined,
  };
}
