import { runProgram } from '../house/run-program.mjs';
import { orFail, StepFailure } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const changesetStep = {
  name: 'changeset',
  about: 'every changed package says in a changeset what changes for a user',
  async run() {
    orFail(await runProgram('changeset', ['status', `--since=${await base()}`]));
  },
};

/** The branch a release is made from; a clone made for continuous integration may know only the remote's. */
async function base() {
  for (const name of ['origin/main', 'main']) {
    const { code } = await runProgram('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (code === 0) return name;
  }
  const { code, stdout } = await runProgram('git', ['rev-parse', 'HEAD']);
  if (code !== 0) throw new StepFailure('Changesets are read from git, and this is no git repository.');
  return stdout.trim();
}
