import { statSync } from 'node:fs';

/** nobody and nogroup, by number: an image need not name them. */
const NOBODY = '65534:65534';

/**
 * Who programs are inside: the policy's user, else the owner of the workspace, so that what they write is theirs.
 * Root is nobody unless the policy names it: a root-owned workspace can then be read and not written.
 */
export function containerUser(user: string | null, workspace: string): string {
  if (user !== null) return user;
  const { uid, gid } = statSync(workspace);
  return uid === 0 ? NOBODY : `${uid}:${gid}`;
}
