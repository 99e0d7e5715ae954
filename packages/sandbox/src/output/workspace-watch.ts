import { opendir, lstat, statfs } from 'node:fs/promises';
import path from 'node:path';

const MB = 1_048_576;
const INTERVAL_MS = 100;
/** A walk looks at this many entries and no more. */
const MAX_ENTRIES = 100_000;

/** A watch that runs until it is stopped. */
export interface WorkspaceWatch {
  stop(): void;
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Bytes on the disk of the files below a folder that changed since a time. Follows no link. */
async function changedBytes(folder: string, since: number): Promise<number> {
  const folders = [folder];
  let bytes = 0;
  let seen = 0;
  for (let next = folders.pop(); next !== undefined && seen < MAX_ENTRIES; next = folders.pop()) {
    const entries = await opendir(next).catch(() => undefined);
    if (entries === undefined) continue;
    for await (const entry of entries) {
      seen += 1;
      const place = path.join(next, entry.name);
      if (entry.isDirectory()) folders.push(place);
      if (!entry.isFile()) continue;
      const stat = await lstat(place).catch(() => undefined);
      if (stat !== undefined && stat.ctimeMs >= since) bytes += stat.blocks * 512;
    }
  }
  return bytes;
}

/**
 * Calls `onFull` once when a run has put more into a workspace than it may. The free space of the file system is
 * looked at ten times a second, which costs nothing; only when that shrank by more than the limit are the files
 * looked at. Free space that shrank by twice the limit counts without: a deleted file that is still open is
 * nowhere to be seen.
 */
export function watchWorkspace(folder: string, limitMb: number, onFull: () => void): WorkspaceWatch {
  const limit = limitMb * MB;
  // File times come from a coarse clock that may lag behind this one.
  const since = Date.now() - 20;
  let before: number | undefined;
  let busy = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    const free = await freeBytes(folder);
    before ??= free;
    const lost = before - free;
    if (lost <= limit) return;
    if (lost <= 2 * limit && (await changedBytes(folder, since)) <= limit) return;
    if (stopped) return;
    stopped = true;
    onFull();
  };
  const tick = (): void => {
    if (busy || stopped) return;
    busy = true;
    void look()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  };
  tick();
  const timer = setInterval(tick, INTERVAL_MS);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
