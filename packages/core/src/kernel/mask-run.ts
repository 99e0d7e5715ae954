import { MASK, maskText, maskValue } from '../mask.js';
import { messageOf } from './faults.js';
import type { Run } from '../run.js';

/** A run as it may be kept: what it brought, with secrets replaced. The tool's own result stays as it is. */
export function maskRun(run: Run, secrets: readonly string[]): Run {
  if (secrets.length === 0) return run;
  switch (run.status) {
    case 'succeeded':
      return { ...run, result: maskValue(run.result, secrets) };
    case 'failed':
      return { ...run, error: new Error(maskText(messageOf(run.error), secrets)) };
    case 'aborted':
      return { ...run, reason: maskText(run.reason, secrets) };
    case 'timed-out':
    case 'planned':
      return run;
  }
}

/** A run of which nothing may be kept but how it ended. */
export function withoutResult(run: Run): Run {
  switch (run.status) {
    case 'succeeded':
      return { ...run, result: MASK };
    case 'failed':
      return { ...run, error: new Error(MASK) };
    case 'aborted':
      return { ...run, reason: MASK };
    case 'timed-out':
    case 'planned':
      return run;
  }
}
