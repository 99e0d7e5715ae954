import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';
import { examples } from '../house/workspace.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const examplesStep = {
  name: 'examples',
  about: 'every program of examples/ finds everything as it expects',
  async run() {
    const all = examples();
    for (const { dir, folder } of all)
      orFail(await runProgram('npm', ['run', '--silent', 'start'], { cwd: dir }), folder);
    return { passed: 1, failed: 0, note: all.map(({ folder }) => folder).join(', ') };
  },
};
