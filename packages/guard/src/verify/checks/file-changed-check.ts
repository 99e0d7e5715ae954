import { expectedChanges } from '../changes/expected-changes.js';
import { hashBytes } from '../../snapshot/file-bytes.js';
import { isIn } from '../../snapshot/target-limits.js';
import { lookAt, readPathState, sameState } from '../../snapshot/path-state.js';
import type { CheckResult, FileState, LocalizedText, Params } from '@sentinel-agentos/core';
import type { CheckRequest, SyncCheck } from '../check.js';

/**
 * A file that a call writes must differ from the snapshot. Unchanged is a warning, unless the file holds exactly
 * what the call was asked to write: then it already did.
 */
export function fileChangedCheck(): SyncCheck {
  return {
    name: 'file-changed',
    mode: 'sync',
    applies: (request) => written(request).length > 0,
    run: (request) => written(request).map((path) => look(path, request)),
  };
}

function written(request: CheckRequest): readonly string[] {
  return expectedChanges(request).flatMap(({ path, change }) => (change === 'write' ? [path] : []));
}

function look(path: string, { snapshot, call }: CheckRequest): CheckResult {
  const before = snapshot?.files.find((state) => state.path === path);
  if (snapshot === null || before === undefined) {
    const why =
      snapshot?.uncovered.find((each) => each.path === path)?.reason ?? 'there is no snapshot of it';
    return result(path, 'not-checked', {
      en: `whether ${path} changed is not known: ${why}`,
      zh: `无法确定 ${path} 是否已更改：${why}`,
    });
  }
  if (differs(before, snapshot.files)) {
    return result(path, 'pass', { en: `${path} changed`, zh: `${path} 已更改` });
  }
  if (wasAsked(before, call.params)) {
    return result(path, 'pass', {
      en: `${path} already held what was to be written`,
      zh: `${path} 原本就是要写入的内容`,
    });
  }
  return result(path, 'warn', {
    en: `${path} is the same as before the call`,
    zh: `${path} 与调用前完全相同`,
  });
}

/** A folder changed when anything that was in it did, or when a name came or went. */
function differs(before: FileState, files: readonly FileState[]): boolean {
  if (!sameState(before, readPathState(before.path))) return true;
  if (before.kind !== 'directory') return false;
  return files.some((state) => {
    if (!isIn(state.path, before.path)) return false;
    if (state.kind === 'directory') return String(lookAt(state.path)?.mtimeNs) !== state.mtimeNs;
    return !sameState(state, readPathState(state.path));
  });
}

function wasAsked({ sha256 }: FileState, params: Params): boolean {
  return Object.values(params).some((value) => {
    if (typeof value === 'string') return hashBytes(Buffer.from(value, 'utf8')) === sha256;
    return value instanceof Uint8Array && hashBytes(value) === sha256;
  });
}

function result(target: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check: 'file-changed', status, target, message };
}
