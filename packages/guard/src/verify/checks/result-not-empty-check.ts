import type { CheckResult } from '@sentinel-agentos/core';
import type { SyncCheck } from '../check.js';

/**
 * A result that is empty where a text or bytes were returned is doubtful. A tool that returns nothing at all says
 * nothing about its run: that counts as not checked, so the run passes only by another check.
 */
export function resultNotEmptyCheck(): SyncCheck {
  return {
    name: 'result-not-empty',
    mode: 'sync',
    applies: ({ run }) => run.status === 'succeeded',
    run: ({ run }) => (run.status === 'succeeded' ? [look(run.result)] : []),
  };
}

function look(result: unknown): CheckResult {
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
  return empty
    ? { check, status: 'warn', message: { en: 'the result is empty', zh: '返回结果为空' } }
    : { check, status: 'pass', message: { en: 'the result is not empty', zh: '返回结果非空' } };
}
