import { build } from '../house/artifacts.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const buildStep = {
  name: 'build',
  about: 'every package builds to ESM, CommonJS and declarations',
  async run() {
    await build();
  },
};
