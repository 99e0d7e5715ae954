import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { SentinelError } from '@sentinel-agentos/core';

/** Which file it is, whatever name it goes by. Bigints: inode numbers can be larger than 2^53. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** An open regular file. */
export interface OpenFile extends FileIdentity {
  readonly fd: number;
  readonly writable: boolean;
}

/** Names exactly the regular file, and cannot hang: a planted link is refused, a planted pipe does not block. */
const CAREFULLY = constants.O_NOFOLLOW | constants.O_NONBLOCK;

export function isSameFile(a: FileIdentity, b: FileIdentity | undefined): boolean {
  return b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** What a path names now; undefined when it names nothing. */
export function identify(path: string): (FileIdentity & { readonly size: number }) | undefined {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && { dev: stat.dev, ino: stat.ino, size: Number(stat.size) };
}

/** Opens a file for reading, or for reading and appending and then creates it with mode 0600. */
export function openStateFile(path: string, writable: boolean): OpenFile {
  const access = writable ? constants.O_RDWR | constants.O_APPEND | constants.O_CREAT : constants.O_RDONLY;
  const fd = openSync(path, access | CAREFULLY, 0o600);
  const stat = fstatSync(fd, { bigint: true });
  if (stat.isFile()) return { fd, writable, dev: stat.dev, ino: stat.ino };
  closeSync(fd);
  throw new Error('it is not a regular file');
}

/** Runs file work and turns what fails into `STATE_UNAVAILABLE` naming the path. */
export function withState<T>(path: string, purpose: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (SentinelError.is(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SentinelError('STATE_UNAVAILABLE', `Cannot ${purpose} ${path}: ${reason}`, { cause });
  }
}
