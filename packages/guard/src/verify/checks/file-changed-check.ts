import { askedContent, isAskedContent } from '../changes/asked-content.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { heldContent } from '../changes/held-content.js';
import { isIn } from '../../snapshot/target-limits.js';
import { lookAt, readPathState, sameState } from '../../snapshot/path-state.js';
import { stateBefore, whyUncovered } from '../changes/snapshot-states.js';
import type { CheckRequest, SyncCheck } from '../check.js';
import type { CheckResult, FileState, LocalizedText } from '@sentinel-agentos/core';
import type { ExpectedChange } from '../changes/expected-changes.js';

/**
 * A file that a call writes must differ from the snapshot, by more than its permissions where the call was not about
 * those. Unchanged is a warning, unless the file holds exactly what the call was asked to write: then it already did.
 * What a command writes only perhaps is not checked when it is unchanged.
 *
 * Where a call says all that the file is to hold, an empty file or a new folder in its place fails, and other content is
 * a warning: a formatter may have been at work.
 */
export function fileChangedCheck(): SyncCheck {
  return {
    name: 'file-changed',
    mode: 'sync',
    applies: (request) => written(request).length > 0,
    run: (request) => {
      const all = written(request);
      const content = all.length === 1 ? askedContent(request.call) : null;
      const aboutBytes = !request.effects.some(({ verb }) => verb === 'fs.chmod');
      return all.map((change) => {
        const before = stateBefore(request.snapshot, change.path);
        return (
          (content === null ? null : judgeContent(change.path, content, before)) ??
          look(change, before, request, aboutBytes)
        );
      });
    },
  };
}

function written(request: CheckRequest): readonly ExpectedChange[] {
  return expectedChanges(request).filter(({ change }) => change === 'write');
}

/** What the content alone decides; null where it is as it should be, or not there. */
function judgeContent(path: string, content: string, before: FileState | null): CheckResult | null {
  switch (heldContent(path, content)) {
    case 'folder':
      return result(path, before?.kind === 'directory' ? 'warn' : 'fail', {
        en: `${path} should have been written and is a folder`,
        zh: `${path} 应已写入，但却是一个文件夹`,
      });
    case 'empty':
      return result(path, 'fail', {
        en: `${path} is empty and was to hold ${content.length} characters`,
        zh: `${path} 为空，而本应包含 ${content.length} 个字符`,
      });
    case 'other': {
      const same = before?.kind === 'file' && before.sha256 === readPathState(path).sha256;
      const rest = same ? ', the same as before the call' : '';
      return result(path, 'warn', {
        en: `${path} holds something else than the call was to write${rest}`,
        zh: `${path} 的内容与要写入的内容不同${same ? '，且与调用前完全相同' : ''}`,
      });
    }
    case 'asked':
    case 'unknown':
      return null;
  }
}

function look(
  { path, certain }: ExpectedChange,
  before: FileState | null,
  { snapshot, call }: CheckRequest,
  aboutBytes: boolean,
): CheckResult {
  if (snapshot === null || before === null) {
    const why = whyUncovered(snapshot, path);
    return result(path, 'not-checked', {
      en: `whether ${path} changed is not known: ${why}`,
      zh: `无法确定 ${path} 是否已更改：${why}`,
    });
  }
  const now = readPathState(path);
  const sameBytes = before.kind === 'file' && now.kind === 'file' && before.sha256 === now.sha256;
  if (sameBytes ? !aboutBytes && !sameState(before, now) : differs(before, now, snapshot.files)) {
    return result(path, 'pass', { en: `${path} changed`, zh: `${path} 已更改` });
  }
  if (isAskedContent(before.sha256, call.params)) {
    return result(path, 'pass', {
      en: `${path} already held what was to be written`,
      zh: `${path} 原本就是要写入的内容`,
    });
  }
  return result(path, certain ? 'warn' : 'not-checked', {
    en: `${path} is the same as before the call`,
    zh: `${path} 与调用前完全相同`,
  });
}

/** A folder changed when anything that was in it did, or when a name came or went. */
function differs(before: FileState, now: FileState, files: readonly FileState[]): boolean {
  if (!sameState(before, now)) return true;
  if (before.kind !== 'directory') return false;
  return files.some((state) => {
    if (!isIn(state.path, before.path)) return false;
    if (state.kind === 'directory') return String(lookAt(state.path)?.mtimeNs) !== state.mtimeNs;
    return !sameState(state, readPathState(state.path));
  });
}

function result(target: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check: 'file-changed', status, target, message };
}
