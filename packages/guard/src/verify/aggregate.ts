import type { CheckResult, Verdict } from '@sentinel-agentos/core';

/**
 * What the checks say together: one failure fails; without a failure, one warning warns; a pass needs at
 * least one check that passed. Where nothing was checked there is no pass.
 */
export function aggregate(checks: readonly CheckResult[]): Verdict {
  const has = (status: CheckResult['status']): boolean => checks.some((check) => check.status === status);
  if (has('fail')) return { status: 'FAIL', checks };
  return { status: has('pass') && !has('warn') ? 'PASS' : 'WARN', checks };
}
