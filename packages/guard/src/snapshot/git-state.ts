import { closeSync, constants, existsSync, fstatSync, openSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readToEnd } from './file-bytes.js';
import type { GitState } from '@sentinel-agentos/core';

const SMALL_BYTES = 64 * 1024;
const PACKED_REFS_BYTES = 32 * 1024 * 1024;
const SYMREF_DEPTH = 5;

/** Where a work tree keeps its own git files, and where it shares them with others. */
interface GitFolders {
  readonly own: string;
  readonly common: string;
}

/**
 * HEAD and branch of the repository a folder lies in, read from its files: no program is started, so nothing
 * that the repository's configuration names can run. Work trees, packed refs and bare repositories are known.
 * Null outside a repository. `dirty` is null: to know it, git must run.
 */
export function readGitState(folder: string): GitState | null {
  const git = findGit(folder);
  if (git === null) return null;
  let name = 'HEAD';
  let branch: string | null = null;
  for (let depth = 0; depth < SYMREF_DEPTH; depth += 1) {
    const value = readRef(git, name);
    if (value === null) break;
    if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value)) return { head: value, branch, dirty: null };
    const target = /^ref:\s*(\S+)$/.exec(value)?.[1];
    if (target === undefined || !isSafeRef(target)) break;
    if (depth === 0 && target.startsWith('refs/heads/')) branch = target.slice('refs/heads/'.length);
    name = target;
  }
  return { head: null, branch, dirty: null };
}

/** The nearest folder at or above `folder` that holds a `.git`; null when there is none. */
export function workTreeOf(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return null;
  }
}

/** Changes with HEAD and the index of the repository that a folder lies in; empty outside one. */
export function gitFilesMark(folder: string): string {
  const git = findGit(folder);
  if (git === null) return '';
  return ['HEAD', 'index'].map((name) => markOfFile(join(git.own, name))).join(' ');
}

function markOfFile(path: string): string {
  try {
    const stat = statSync(path, { bigint: true });
    return `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
  } catch {
    return '-';
  }
}

function findGit(folder: string): GitFolders | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = gitAt(at);
    if (found !== null || dirname(at) === at) return found;
  }
}

function gitAt(folder: string): GitFolders | null {
  const place = join(folder, '.git');
  const there = kindOf(place);
  if (there === 'folder') return { own: place, common: commonFolder(place) };
  const link =
    there === 'other' ? /^gitdir: (.+)$/m.exec(readText(place, SMALL_BYTES) ?? '')?.[1] : undefined;
  if (link !== undefined) {
    const own = resolve(folder, link);
    return { own, common: commonFolder(own) };
  }
  const bare = isFolder(join(folder, 'objects')) && isFolder(join(folder, 'refs'));
  return bare && readText(join(folder, 'HEAD'), SMALL_BYTES) !== null
    ? { own: folder, common: folder }
    : null;
}

function commonFolder(own: string): string {
  const written = readText(join(own, 'commondir'), SMALL_BYTES)?.trim();
  if (written === undefined || written === '') return own;
  return isAbsolute(written) ? written : resolve(own, written);
}

/** The repository's files are untrusted: a ref must not name a file elsewhere. */
function isSafeRef(name: string): boolean {
  return name.startsWith('refs/') && !name.split('/').some((part) => part === '' || part.startsWith('.'));
}

function readRef(git: GitFolders, name: string): string | null {
  const loose = readText(join(git.own, name), SMALL_BYTES) ?? readText(join(git.common, name), SMALL_BYTES);
  if (loose !== null) return loose.trim();
  const packed = readText(join(git.common, 'packed-refs'), PACKED_REFS_BYTES) ?? '';
  const end = packed.indexOf(` ${name}\n`);
  if (end < 0) return null;
  return packed.slice(packed.lastIndexOf('\n', end) + 1, end);
}

function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

function kindOf(path: string): 'folder' | 'other' | 'none' {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? 'none' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'none';
  }
}

/** Null when it is not a readable regular file of at most `limit` bytes. Never waits on a pipe. */
function readText(path: string, limit: number): string | null {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(fd);
    return stat.isFile() ? (readToEnd(fd, stat.size, limit)?.toString('utf8') ?? null) : null;
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}
