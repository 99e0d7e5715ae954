import { execFileSync } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { ImageEntry } from './image-entry.js';

const MAX_LINKS = 40;
const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** Where a program of this machine is, with links resolved; undefined when it is nowhere on the PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  for (const folder of folders.filter((candidate) => path.isAbsolute(candidate))) {
    const place = path.join(folder, name);
    try {
      accessSync(place, constants.X_OK);
      if (statSync(place).isFile()) return realpathSync(place);
    } catch {
      // Not here.
    }
  }
  return undefined;
}

function isElf(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(ELF.length);
    readSync(descriptor, start);
    return start.equals(ELF);
  } finally {
    closeSync(descriptor);
  }
}

/** What a program loads when it starts: the shared libraries and their loader. Empty for a static one or a script. */
export function librariesOf(program: string): readonly string[] {
  if (!isElf(program)) return [];
  let said: string;
  try {
    said = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return []; // ldd fails for a static program.
  }
  return [...said.matchAll(/(?:=>|^)\s*(\/\S+) \(0x/gm)].map(([, file = '']) => file);
}

/** A file at the path that it has here, with every link on the way to it: `/lib` stays a link to `/usr/lib`. */
export function asHere(place: string): readonly ImageEntry[] {
  const entries: ImageEntry[] = [];
  let at = '/';
  let left = place.split('/').filter((part) => part !== '');
  for (let links = 0; left.length > 0;) {
    const [part = '', ...rest] = left;
    const next = path.join(at, part);
    const stat = lstatSync(next);
    left = rest;
    if (stat.isSymbolicLink() && links++ < MAX_LINKS) {
      const target = readlinkSync(next);
      entries.push({ kind: 'link', path: next, target });
      const resolved = path.resolve(at, target);
      left = [...resolved.split('/').filter((name) => name !== ''), ...rest];
      at = '/';
    } else if (stat.isFile()) {
      entries.push(fileFrom(next, next));
    } else {
      at = next;
    }
  }
  return entries;
}

/** A file at a path of its own. What runs here runs there; nobody but root may write it. */
export function fileFrom(source: string, place: string): ImageEntry {
  const executable = (statSync(source).mode & 0o111) !== 0;
  return { kind: 'file', path: place, mode: executable ? 0o755 : 0o644, source };
}

/** A folder with all files and links in it, at the path that it has here. */
export function folderAsHere(folder: string): readonly ImageEntry[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((found): readonly ImageEntry[] => {
    const place = path.join(folder, found.name);
    if (found.isDirectory()) return folderAsHere(place);
    if (found.isSymbolicLink()) return [{ kind: 'link', path: place, target: readlinkSync(place) }];
    return found.isFile() ? [fileFrom(place, place)] : [];
  });
}
