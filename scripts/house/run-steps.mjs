import { StepFailure } from './step-failure.mjs';

/**
 * @typedef {{ passed: number, failed: number, note?: string, report?: string }} Outcome
 *   `note` is a few words for the line of the step, `report` what went wrong
 * @typedef {{ name: string, about: string, run: () => Promise<Outcome | void>, stops?: boolean }} Step
 *   A step throws to fail and counts as one; one that counts its own parts returns an `Outcome`.
 *   Nothing can run after a failed step that `stops`.
 */

/**
 * Runs every step, whatever happens to the ones before it, and says how each went as it goes.
 *
 * @param {readonly Step[]} steps
 * @param {(text: string) => void} say
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSteps(steps, say) {
  let passed = 0;
  let failed = 0;
  /** @type {{ name: string, report: string }[]} */
  const failures = [];
  /** @type {string | undefined} */
  let stoppedBy;

  for (const step of steps) {
    const started = performance.now();
    const outcome =
      stoppedBy === undefined
        ? await attempt(step)
        : { passed: 0, failed: 1, report: `not run: ${stoppedBy} failed` };
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const mark = outcome.failed === 0 ? '✓' : '✗';
    say(`${mark} ${step.name.padEnd(14)} ${seconds.padStart(6)} s  ${outcome.note ?? ''}`.trimEnd() + '\n');
    passed += outcome.passed;
    failed += outcome.failed;
    if (outcome.failed > 0) {
      failures.push({ name: step.name, report: outcome.report ?? '' });
      if (step.stops === true) stoppedBy = step.name;
    }
  }

  for (const { name, report } of failures)
    say(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}\n${report.trim()}\n`);
  if (failures.length > 0) say('\n');
  return { passed, failed };
}

/**
 * @param {Step} step
 * @returns {Promise<Outcome>}
 */
async function attempt(step) {
  try {
    return (await step.run()) ?? { passed: 1, failed: 0 };
  } catch (error) {
    const report =
      error instanceof StepFailure ? error.report : String(error instanceof Error ? error.stack : error);
    return { passed: 0, failed: 1, report };
  }
}
