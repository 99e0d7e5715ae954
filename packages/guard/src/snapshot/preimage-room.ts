import { statfsSync } from 'node:fs';
import { lookAt } from './path-state.js';
import { nearestExisting } from './real-folders.js';

/** How many bytes of files one snapshot may keep now. */
export interface PreimageRoom {
  readonly bytes: number;
  /** Why what is beyond them is not kept. */
  readonly reason: string;
}

export interface RoomLimits {
  readonly maxBytes: number;
  readonly minFreeBytes: number;
}

/** The limit of one call, or what the disk has left above its reserve, whichever is less. */
export function preimageRoom(dir: string, { maxBytes, minFreeBytes }: RoomLimits): PreimageRoom {
  const free = freeBytes(dir);
  const onDisk = Math.max(0, free - minFreeBytes);
  if (onDisk >= maxBytes) {
    return { bytes: maxBytes, reason: `more than ${maxBytes} bytes in one call are not kept` };
  }
  return {
    bytes: onDisk,
    reason: `the disk of the snapshots has ${free} bytes left, and ${minFreeBytes} of them are not used`,
  };
}

/** What an ordinary user may still write; without limit where the file system does not say. */
function freeBytes(dir: string): number {
  try {
    const { bavail, bsize } = statfsSync(nearestExisting(dir, (folder) => lookAt(folder) !== null));
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
