import { lstatSync, statSync } from 'node:fs';

/** Whether something is at a path; a link that leads nowhere counts only when the link itself is meant. */
export function isThere(path: string, linkItself: boolean): boolean {
  try {
    const look = linkItself ? lstatSync : statSync;
    return look(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
