import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * @typedef {{ env: NodeJS.ProcessEnv, note?: string, stop: () => Promise<void> }} TestEngine
 *   `env` tells the tests where it listens; `note` says why there is none
 */

const DEFAULT_SOCKET = '/var/run/docker.sock';
const START_MS = 20_000;

/**
 * The engine lives as long as the other end of this program's input is open, so it ends with whoever started it,
 * however that one ended. Everything it wrote, its log too, is in one folder that goes with it.
 */
const SUPERVISOR = `
folder=$1; shift
"$@" >"$folder/engine.log" 2>&1 </dev/null &
engine=$!
cat >/dev/null
kill "$engine"; wait "$engine"
rm -rf "$folder"
`;

/**
 * Gives the tests a Docker engine: the one that answers already, or one of their own for as long as they run. Never
 * starts a second one beside one that runs, and changes nothing of the host's network.
 *
 * @returns {Promise<TestEngine>}
 */
export async function openTestEngine() {
  const none = { env: {}, stop: () => Promise.resolve() };
  if (process.env['DOCKER_HOST'] !== undefined || (await answers(DEFAULT_SOCKET))) return none;
  const program = findProgram('dockerd');
  if (program === undefined) return { ...none, note: 'no Docker: dockerd is not installed' };
  if (process.getuid?.() !== 0)
    return { ...none, note: 'no Docker: nothing answers, and only root can start it' };

  const folder = mkdtempSync(join(tmpdir(), 'sentinel-engine-'));
  const socket = join(folder, 'docker.sock');
  const child = spawn('sh', ['-c', SUPERVISOR, 'sh', folder, program, ...engineArguments(folder, socket)], {
    // A session of its own: an interrupt at the terminal ends the tests first, then the engine.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // For systems where the engine's companions are outside the PATH of a plain shell.
    env: { ...process.env, PATH: [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(delimiter) },
  });
  const ended = new Promise((settle) => child.on('close', settle).on('error', settle));
  const stop = async () => {
    child.stdin.destroy();
    await ended;
  };

  const deadline = performance.now() + START_MS;
  while (!(await answers(socket))) {
    if (performance.now() > deadline) {
      const log = readFileSync(join(folder, 'engine.log'), 'utf8').trim().split('\n').slice(-3).join('\n');
      await stop();
      return { ...none, note: `no Docker: dockerd did not start\n${log}` };
    }
    await wait(50);
  }
  return { env: { DOCKER_HOST: `unix://${socket}` }, stop };
}

/**
 * Runs something with an engine and ends the engine afterwards.
 *
 * @template T
 * @param {(engine: TestEngine) => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function withTestEngine(run) {
  const engine = await openTestEngine();
  try {
    return await run(engine);
  } finally {
    await engine.stop();
  }
}

/**
 * @param {string} folder
 * @param {string} socket
 */
function engineArguments(folder, socket) {
  return [
    `--host=unix://${socket}`,
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'engine.pid')}`,
    // What is tested has no network: the engine needs no bridge, and no rule in the host's firewall.
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
  ];
}

/** @param {string} name */
function findProgram(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * @param {string} socketPath
 * @returns {Promise<boolean>}
 */
function answers(socketPath) {
  return new Promise((settle) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      settle(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => settle(false));
    ping.end();
  });
}
