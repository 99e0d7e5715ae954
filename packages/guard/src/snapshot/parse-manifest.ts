import { isAbsolute, resolve } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import type { AfterState, Manifest, RollbackRecord, ToldChanges } from './manifest.js';

type Test = (value: unknown) => boolean;

const isString: Test = (value) => typeof value === 'string';
const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const isDigits: Test = (value) => typeof value === 'string' && /^-?\d{1,24}$/.test(value);
const isHash: Test = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPath: Test = (value) =>
  typeof value === 'string' && isAbsolute(value) && resolve(value) === value && !value.includes('\0');
const isNull: Test = (value) => value === null;
const either =
  (...tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));
const oneOf =
  (...allowed: readonly unknown[]): Test =>
  (value) =>
    allowed.includes(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const shape =
  (fields: Readonly<Record<string, Test>>): Test =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, test]) => test((value as Record<string, unknown>)[name]));

const isState = shape({
  path: isPath,
  kind: oneOf('file', 'directory', 'symlink', 'other', 'absent'),
  mode: isCount,
  size: isCount,
  mtimeNs: isDigits,
  sha256: either(isNull, isHash),
  linkTarget: either(isNull, isString),
});

const isPreimage = either(
  shape({
    kind: oneOf('packed'),
    pack: (value) => typeof value === 'string' && /^pack(?:-\d+)?$/.test(value),
    offset: isCount,
    length: isCount,
  }),
  shape({
    kind: oneOf('copied'),
    name: (value) => typeof value === 'string' && /^\d+\.copy$/.test(value),
    length: isCount,
  }),
);

const isInode = shape({
  dev: isDigits,
  ino: isDigits,
  nlink: isCount,
  uid: isCount,
  gid: isCount,
  ctimeNs: isDigits,
});

const isEntry = either(
  shape({
    state: (value) => isState(value) && (value as { kind: string }).kind === 'file',
    role: oneOf('target', 'tree'),
    inode: isInode,
    preimage: isPreimage,
  }),
  shape({
    state: (value) => isState(value) && (value as { kind: string }).kind !== 'file',
    role: oneOf('target', 'tree', 'ancestor'),
    inode: either(isNull, isInode),
    preimage: isNull,
  }),
);

const isGit = shape({
  head: either(isNull, isString),
  branch: either(isNull, isString),
  dirty: oneOf(null, true, false),
});

const isManifest = shape({
  version: oneOf(1),
  id: isString,
  takenAt: isTime,
  tool: isString,
  sessionId: isString,
  agentId: isString,
  undoOf: either(isNull, isString),
  fileSystemNs: isDigits,
  git: either(isNull, isGit),
  targets: listOf(shape({ path: isPath, tree: oneOf('whole', 'without-git'), creates: oneOf(true, false) })),
  entries: listOf(isEntry),
  folders: listOf(shape({ path: isPath, real: isPath, mode: isCount })),
  uncovered: listOf(shape({ path: isString, reason: isString, mark: either(isNull, isString) })),
});

const isAfter = shape({
  version: oneOf(1),
  id: isString,
  settledAt: isTime,
  changed: listOf(isState),
  unknown: listOf(isPath),
});

const isRollback = shape({
  version: oneOf(1),
  id: isString,
  startedAt: isTime,
  undoId: either(isNull, isString),
  status: oneOf(null, 'complete', 'partial', 'failed'),
});

const isTold = shape({ version: oneOf(1), id: isString, paths: listOf(isPath) });

/**
 * Reads the files of a snapshot defensively: they lie where a program that the agent started may write.
 * Throws `STATE_CORRUPT` naming the file; the file stays where it is.
 */
export function parseManifest(value: unknown, id: string, file: string): Manifest {
  check(value, isManifest, id, file);
  return value as Manifest;
}

export function parseAfterState(value: unknown, id: string, file: string): AfterState {
  check(value, isAfter, id, file);
  return value as AfterState;
}

export function parseRollbackRecord(value: unknown, id: string, file: string): RollbackRecord {
  check(value, isRollback, id, file);
  return value as RollbackRecord;
}

export function parseTold(value: unknown, id: string, file: string): ToldChanges {
  check(value, isTold, id, file);
  return value as ToldChanges;
}

function check(value: unknown, test: Test, id: string, file: string): void {
  if (!test(value)) throw corrupt(file, 'it does not have the form of one');
  const owner = (value as { readonly id: string }).id;
  if (owner !== id) throw corrupt(file, `it belongs to ${JSON.stringify(owner)}`);
}

export function corrupt(file: string, why: string, cause?: unknown): SentinelError {
  return new SentinelError('STATE_CORRUPT', `the snapshot file ${file} is damaged: ${why}`, { cause });
}
