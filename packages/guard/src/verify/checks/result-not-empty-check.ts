import { expectedChanges } from '../changes/expected-changes.js';
import type { CheckResult } from '@sentinel-agentos/core';
import type { SyncCheck } from '../check.js';

/**
 * A result that is empty where a text or bytes were returned is doubtful. A tool that returns nothing at all says
 * nothing about its run: that counts as not checked, so the run passes only by another check. So does any result of a
 * call that changes files: whether it did is for those who look at the files.
 */
export function resultNotEmptyCheck(): SyncCheck {
  return {
    name: 'result-not-empty',
    mode: 'sync',
    applies: ({ run }) => run.status === 'succeeded',
    run: (request) => {
      const { run } = request;
      return run.status === 'succeeded' ? [look(run.result, expectedChanges(request).length > 0)] : [];
    },
  };
}

function look(result: unknown, changesFiles: boolean): CheckResult {
  const check = 'result-not-empty';
  if (result === undefined || result === null) {
    return {
      check,
      status: 'not-checked',
      message: { en: 'the tool returned nothing', zh: '工具没有返回任何结果' },
    };
  }
  const empty =
    (typeof result === 'string' && result.trim() === '') ||
    (ArrayBuffer.isView(result) && result.byteLength === 0);
  if (empty) return { check, status: 'warn', message: { en: 'the result is empty', zh: '返回结果为空' } };
  return changesFiles
    ? {
        check,
        status: 'not-checked',
        message: {
          en: 'the result is not empty, which says nothing about the files',
          zh: '返回结果非空，但这并不能说明文件的情况',
        },
      }
    : { check, status: 'pass', message: { en: 'the result is not empty', zh: '返回结果非空' } };
}
