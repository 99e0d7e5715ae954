/** What a step throws when what it looked at is not as it should be; `report` goes to the reader as it is. */
export class StepFailure extends Error {
  /** @param {string} report */
  constructor(report) {
    super(report);
    this.name = 'StepFailure';
    this.report = report;
  }
}

/**
 * @template {{ code: number, output: string }} R
 * @param {R} ran
 * @param {string} [what] said before the program's own words
 * @returns {R} the same, when it ended well
 */
export function orFail(ran, what = '') {
  if (ran.code === 0) return ran;
  throw new StepFailure(
    `${what === '' ? '' : `${what}\n`}${ran.output.trimEnd()}\n(exit code ${String(ran.code)})`,
  );
}
