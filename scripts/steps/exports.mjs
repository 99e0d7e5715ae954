import { currentExports, differences, pinnedExports } from '../house/pinned-exports.mjs';
import { StepFailure } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const exportsStep = {
  name: 'exports',
  about: 'every package exports exactly the pinned names',
  async run() {
    const changed = differences(pinnedExports(), currentExports());
    if (changed.length > 0) {
      throw new StepFailure(
        `What users can import has changed. If it should, run npm run pin-exports.\n${changed.join('\n')}`,
      );
    }
  },
};
