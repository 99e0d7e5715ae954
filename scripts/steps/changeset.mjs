import { runProgram } from '../house/run-program.mjs';
import { orFail, StepFailure } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const changesetStep = {
  name: 'changeset',
  about: 'changed packages say in a changeset what changes for a user',
  async run() {
    const base = await baseBranch();
    // On a branch the changeset is part of the branch; on the base itself the ones that wait for a release count.
    const args = base === undefined || (await isPartOf(base)) ? [] : [`--since=${base}`];
    orFail(await runProgram('changeset', ['status', ...args]));
  },
};

/** The branch that releases are made from; a clone made for continuous integration may know only the remote's. */
async function baseBranch() {
  const inside = await runProgram('git', ['rev-parse', '--is-inside-work-tree']);
  if (inside.code !== 0)
    throw new StepFailure('Changesets are compared with git, and this is no git repository.');
  for (const name of ['origin/main', 'main']) {
    const { code } = await runProgram('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (code === 0) return name;
  }
  return undefined;
}

/** @param {string} base */
async function isPartOf(base) {
  return (await runProgram('git', ['merge-base', '--is-ancestor', 'HEAD', base])).code === 0;
}
