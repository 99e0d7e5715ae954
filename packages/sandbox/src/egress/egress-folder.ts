import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isGone, processSpace } from '../owner/process-owner.js';

const PREFIX = 'sentinel-egress-';

/** Short: the path of a socket may not be long, and these lie below the folder. */
function spaceName(): string {
  return createHash('sha256').update(processSpace()).digest('hex').slice(0, 6);
}

/** Makes a folder for this process alone. Its name says whose it is from the first moment on. */
export function makeEgressFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `${PREFIX}${spaceName()}-${process.pid.toString(36)}-`));
}

/**
 * Removes the folders of processes of this machine that ended without doing so. Follows no link and touches nobody
 * else's folder; what cannot be removed is left. Answers how many were removed.
 */
export async function reapEgressFolders(): Promise<number> {
  const own = `${PREFIX}${spaceName()}-`;
  const names = await readdir(tmpdir()).catch((): string[] => []);
  const left = names
    .filter((name) => {
      const [pid = '', ...rest] = name.startsWith(own) ? name.slice(own.length).split('-') : [];
      return rest.length === 1 && isGone(Number.parseInt(pid, 36));
    })
    .map((name) => path.join(tmpdir(), name))
    .filter((place) => {
      const stat = lstatSync(place, { throwIfNoEntry: false });
      return stat?.isDirectory() === true && stat.uid === (process.getuid?.() ?? stat.uid);
    });
  const removed = await Promise.allSettled(left.map((place) => rm(place, { recursive: true, force: true })));
  return removed.filter(({ status }) => status === 'fulfilled').length;
}
