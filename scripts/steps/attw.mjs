import { pack } from '../house/artifacts.mjs';
import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';
import { publicEntries } from '../house/workspace.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const attwStep = {
  name: 'attw',
  about: 'types resolve for ESM, CommonJS and bundlers',
  async run() {
    for (const { pkg, tarball } of await pack()) {
      // A package that is only a command has no types to resolve.
      if (publicEntries(pkg).length === 0) continue;
      orFail(
        await runProgram('attw', [tarball, '--profile', 'node16', '--no-emoji', '--format', 'ascii']),
        pkg.name,
      );
    }
  },
};
