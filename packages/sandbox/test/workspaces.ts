import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Somebody who is not root, when the tests run as root: programs inside are never root. */
const SOMEBODY = 1000;

/** Gives a file or folder, with all in it, to a plain user. */
export function giveAway(place: string): void {
  if (process.getuid?.() !== 0) return;
  if (lstatSync(place).isDirectory()) {
    for (const name of readdirSync(place)) giveAway(path.join(place, name));
  }
  // Not chown: the owner of a link is not the owner of what it points to.
  if (!lstatSync(place).isSymbolicLink()) chownSync(place, SOMEBODY, SOMEBODY);
}

/** A fresh workspace with these files (a name that ends in a slash is a folder), owned by a plain user. */
export function workspaceWith(files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'sandbox-workspace-')));
  for (const [name, text] of Object.entries(files)) {
    const place = path.join(root, name);
    mkdirSync(name.endsWith('/') ? place : path.dirname(place), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(place, text);
  }
  giveAway(root);
  chmodSync(root, 0o755);
  return root;
}
