import { install } from '../house/install.mjs';
import { orFail } from '../house/step-failure.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const installStep = {
  name: 'install',
  about: 'the lockfile installs as it is',
  stops: true,
  async run() {
    orFail(await install());
  },
};
