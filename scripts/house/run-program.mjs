import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './workspace.mjs';

/**
 * @typedef {{ code: number, stdout: string, stderr: string, output: string }} Ran
 * `output` is both streams as they came; a program that was ended for taking too long has code 124.
 */

const TEN_MINUTES = 600_000;

/** What `npm test` leaves in the environment and a nested npm must not mistake for its own. */
const INHERITED_FROM_NPM =
  /^(?:npm_(?:lifecycle_|package_|command$|execpath$|node_execpath$|config_local_prefix$|config_loglevel$)|INIT_CWD$)/i;

/** @returns {NodeJS.ProcessEnv} the environment of every program the house starts: no telemetry, no colours, no notices. */
export function houseEnvironment() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!INHERITED_FROM_NPM.test(name)) env[name] = value;
  }
  return {
    ...env,
    PATH: [join(ROOT, 'node_modules', '.bin'), env['PATH'] ?? ''].join(delimiter),
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    NO_UPDATE_NOTIFIER: '1',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
}

/**
 * Runs a program to its end with stdin closed and gives back what it said; never throws for its exit code.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<Ran>}
 */
export function runProgram(command, args, options = {}) {
  return new Promise((settle) => {
    // Its own process group, so that a time-out ends the grandchildren as well.
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...houseEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let output = '';
    let timedOut = false;
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stderr += text;
      output += text;
    });
    const timeoutMs = options.timeoutMs ?? TEN_MINUTES;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      settle({ code: 127, stdout, stderr, output: `${output}${command}: ${error.message}\n` });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const late = timedOut ? `\n${command} was ended after ${String(timeoutMs / 1000)} s\n` : '';
      // Some programs colour what they say whatever they are asked.
      const plain = stripVTControlCharacters(output) + late;
      settle({ code: timedOut ? 124 : (code ?? 1), stdout, stderr, output: plain });
    });
  });
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
