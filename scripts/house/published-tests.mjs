import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './workspace.mjs';

/** `more than 9,000 tests` */
const CLAIM = /more than ([\d,]+) tests/g;

/**
 * How many tests the README says there are at least.
 *
 * @param {string} [readme] its text
 * @returns {number}
 * @throws {Error} when it says so not once
 */
export function publishedTests(readme = readFileSync(join(ROOT, 'README.md'), 'utf8')) {
  const claims = [...readme.matchAll(CLAIM)].map(([, number = '']) => Number(number.replaceAll(',', '')));
  const [claim] = claims;
  if (claim === undefined || claims.length > 1)
    throw new Error(`The README states the number of tests ${String(claims.length)} times, not once.`);
  return claim;
}
