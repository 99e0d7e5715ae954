import type { CheckResult, Run } from '@sentinel-agentos/core';

const SHOWN_CHARACTERS = 300;

/** What the way a run ended says already; null when it succeeded, and the checks have the word. */
export function runResult(run: Run): CheckResult | null {
  switch (run.status) {
    case 'succeeded':
      return null;
    case 'failed': {
      const why = messageOf(run.error);
      return result('fail', `the tool failed: ${why}`, `工具执行失败：${why}`);
    }
    case 'timed-out':
      return result(
        'fail',
        `the tool did not end within ${run.afterMs} ms`,
        `工具未在 ${run.afterMs} 毫秒内完成`,
      );
    case 'aborted':
      return result('fail', `the run was aborted: ${run.reason}`, `执行已中止：${run.reason}`);
    case 'planned':
      return result('not-checked', 'a dry run changes nothing', '试运行不作任何更改');
  }
}

function result(status: CheckResult['status'], en: string, zh: string): CheckResult {
  return { check: 'run', status, message: { en, zh } };
}

/** A tool may throw anything, also something that throws when it is read. */
function messageOf(error: unknown): string {
  try {
    const text = error instanceof Error ? error.message : String(error);
    return text.slice(0, SHOWN_CHARACTERS);
  } catch {
    return 'unreadable error';
  }
}
