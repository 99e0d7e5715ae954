import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const checksStep = {
  name: 'checks',
  about:
    'each check of a call takes less than a millisecond of CPU [S2-222]; the first layer is measured [S2-189]',
  async run() {
    const args = ['run', '--silent', 'bench', '--', 'checks', '--rounds', '500', '--budget', '1'];
    const { stdout } = orFail(await runProgram('npm', args));
    const layer = stdout.split('\n').find((line) => line.startsWith('layer 1'));
    return { passed: 1, failed: 0, note: (layer ?? '').replaceAll(/\s+/g, ' ') };
  },
};
