import { build } from '../house/artifacts.mjs';
import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';
import { attwStep } from './attw.mjs';
import { buildStep } from './build.mjs';
import { changesetStep } from './changeset.mjs';
import { checksStep } from './checks.mjs';
import { examplesStep } from './examples.mjs';
import { installStep } from './install.mjs';
import { publintStep } from './publint.mjs';
import { readmesStep } from './readmes.mjs';
import { smokeStep } from './smoke.mjs';
import { requirementsStep, unitStep } from './vitest.mjs';

/** @typedef {import('../house/run-steps.mjs').Step} Step */

/**
 * A step that is one script of package.json, which a reader can run alone in the same way.
 *
 * @param {string} name
 * @param {string} script
 * @param {string} about
 * @param {() => Promise<unknown>} [first]
 * @returns {Step}
 */
function npmRun(name, script, about, first) {
  return {
    name,
    about,
    async run() {
      await first?.();
      orFail(await runProgram('npm', ['run', '--silent', ...script.split(' ')]));
    },
  };
}

/**
 * What `npm test` does, in this order: the cheap looks at the source first, then what it does, then what is shipped.
 *
 * @type {readonly Step[]}
 */
export const STEPS = [
  installStep,
  npmRun('format', 'format:check', 'prettier finds nothing to change'),
  npmRun('lint', 'lint', 'oxlint with type information, no warning'),
  npmRun('types', 'typecheck', 'the whole tree type-checks'),
  npmRun('declarations', 'declarations', 'every export of src declares its type'),
  npmRun('dag', 'dag', 'imports follow the arrows of scripts/dag.cjs'),
  npmRun('knip', 'knip', 'no unused file, export or dependency'),
  unitStep,
  requirementsStep,
  npmRun('exports', 'pin-exports -- --check', 'every package exports exactly the pinned names'),
  buildStep,
  publintStep,
  attwStep,
  npmRun('size', 'size', 'every package stays within its budget', build),
  smokeStep,
  readmesStep,
  examplesStep,
  checksStep,
  npmRun('docs', 'docs', 'typedoc documents every package without a warning'),
  changesetStep,
];
