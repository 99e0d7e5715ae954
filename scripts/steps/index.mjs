import { runProgram } from '../house/run-program.mjs';
import { orFail } from '../house/step-failure.mjs';
import { attwStep } from './attw.mjs';
import { buildStep } from './build.mjs';
import { changesetStep } from './changeset.mjs';
import { examplesStep } from './examples.mjs';
import { exportsStep } from './exports.mjs';
import { installStep } from './install.mjs';
import { publintStep } from './publint.mjs';
import { readmesStep } from './readmes.mjs';
import { requirementsStep, unitStep } from './vitest.mjs';
import { smokeStep } from './smoke.mjs';

/** @typedef {import('../house/run-steps.mjs').Step} Step */

/**
 * A step that is one program ending with 0.
 *
 * @param {string} name
 * @param {string} about
 * @param {readonly [string, ...string[]]} command
 * @returns {Step}
 */
function program(name, about, [command, ...args]) {
  return {
    name,
    about,
    async run() {
      orFail(await runProgram(command, args));
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
  program('format', 'prettier finds nothing to change', ['prettier', '--check', '--log-level', 'warn', '.']),
  program('lint', 'oxlint with type information, no warning', ['oxlint', '--type-aware', '--deny-warnings']),
  program('types', 'the whole tree type-checks', ['tsc', '--noEmit']),
  program('declarations', 'every export of src declares its type', [
    'tsc',
    '--noEmit',
    '-p',
    'tsconfig.src.json',
  ]),
  program('dag', 'imports follow the arrows of scripts/dag.cjs', [
    'depcruise',
    '--config',
    'scripts/dag.cjs',
    '--output-type',
    'err-long',
    'packages',
    'examples',
    'bench',
  ]),
  program('knip', 'no unused file, export or dependency', ['knip', '--no-progress']),
  unitStep,
  requirementsStep,
  exportsStep,
  buildStep,
  publintStep,
  attwStep,
  program('size', 'every package stays within its budget', ['size-limit']),
  smokeStep,
  readmesStep,
  examplesStep,
  program('docs', 'typedoc documents every package without a warning', ['typedoc', '--logLevel', 'Warn']),
  changesetStep,
];
