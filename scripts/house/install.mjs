import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';
import { ROOT } from './workspace.mjs';

/** The version that runs on Node 20; later ones need a newer Node. */
const PNPM = 'pnpm@10.34.9';

/**
 * Runs pnpm without asking that it be installed.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof runProgram>[2]} [options]
 */
export function pnpm(args, options) {
  return runProgram('npx', ['--yes', '--prefer-offline', PNPM, ...args], options);
}

/** True when what is installed is what the lockfile says. pnpm keeps a copy of the lockfile it installed from. */
export function isInstalled() {
  const installed = join(ROOT, 'node_modules', '.pnpm', 'lock.yaml');
  return (
    existsSync(installed) &&
    readFileSync(installed, 'utf8') === readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
  );
}

/** Installs exactly what the lockfile says. */
export function install() {
  return pnpm(['install', '--frozen-lockfile', '--prefer-offline']);
}
