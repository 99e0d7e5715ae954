import { pack } from '../house/artifacts.mjs';
import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const publintStep = {
  name: 'publint',
  about: 'the packed packages are well formed',
  async run() {
    for (const { pkg, tarball } of await pack()) {
      orFail(await runProgram('publint', ['run', tarball, '--strict']), pkg.name);
    }
  },
};
