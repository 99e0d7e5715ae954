import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../house/run-program.mjs';
import { publishedTests } from '../house/published-tests.mjs';
import { withTestEngine } from '../house/test-engine.mjs';

/**
 * @typedef {import('../house/run-steps.mjs').Step} Step
 * @typedef {{
 *   numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: unknown[] }[],
 * }} Results the part of vitest's JSON report that is read here
 */

/** On two busy cores all tests with their coverage take half of it. */
const TWENTY_MINUTES = 1_200_000;

/** @type {Step} */
export const unitStep = {
  name: 'unit',
  about:
    'unit and property tests, as many as the README says [S2-117], with the coverage of vitest.config.ts',
  run: () =>
    withTestEngine(async ({ env, note: missing }) => {
      const outcome = atLeastAsPublished(await vitest(['--coverage', 'packages/'], env));
      const notes = [outcome.note, missing].filter((note) => note !== undefined && note !== '');
      return { ...outcome, note: notes.join('; ').replaceAll('\n', ' ') };
    }),
};

/** @type {Step} */
export const requirementsStep = {
  name: 'requirements',
  about: 'every promise is shown by a test or names what brings it; the house rules refuse what they should',
  run: () => vitest(['requirements/', 'scripts/']),
};

/**
 * A README that claims more tests than there are is a failure of its own. Skipped ones are not there.
 *
 * @param {import('../house/run-steps.mjs').Outcome} outcome
 * @returns {import('../house/run-steps.mjs').Outcome}
 */
function atLeastAsPublished(outcome) {
  const claimed = publishedTests();
  const ran = outcome.passed + outcome.failed;
  if (ran > claimed) return outcome;
  const report = `The README says that there are more than ${String(claimed)} tests, and ${String(ran)} ran.`;
  return { ...outcome, failed: outcome.failed + 1, report: `${report}\n${outcome.report ?? ''}` };
}

/**
 * Counts each test. A file that cannot be loaded, and a run that fails although no test did (coverage, an unhandled
 * error), count as one failure each.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<import('../house/run-steps.mjs').Outcome>}
 */
async function vitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-agentos-vitest-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runProgram('vitest', ['run', ...reporters, ...args], {
    env,
    timeoutMs: TWENTY_MINUTES,
  });
  const results = read(file);
  rmSync(folder, { recursive: true, force: true });
  if (results === undefined) return { passed: 0, failed: 1, report: output };
  const unloaded = results.testResults.filter(
    (test) => test.status === 'failed' && test.assertionResults.length === 0,
  );
  let failed = results.numFailedTests + unloaded.length;
  if (code !== 0 && failed === 0) failed = 1;
  const skipped = results.numPendingTests + results.numTodoTests;
  return {
    passed: results.numPassedTests,
    failed,
    note: `${String(results.numPassedTests)} tests${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`,
    report: output,
  };
}

/**
 * @param {string} file
 * @returns {Results | undefined}
 */
function read(file) {
  try {
    return /** @type {Results} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // vitest ended before it wrote its report; its output says why.
  }
}
