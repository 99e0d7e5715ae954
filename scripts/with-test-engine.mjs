// node scripts/with-test-engine.mjs <command> [arguments]: runs a command with a Docker engine for tests, as `npm test`
// does for its unit step; its exit code is ours.
import { spawn } from 'node:child_process';
import { houseEnvironment } from './house/run-program.mjs';
import { withTestEngine } from './house/test-engine.mjs';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write('Usage: node scripts/with-test-engine.mjs <command> [arguments]\n');
  process.exit(2);
}

process.exitCode = await withTestEngine(({ env, note }) => {
  if (note !== undefined) process.stderr.write(`${note}\n`);
  const child = spawn(command, args, { env: { ...houseEnvironment(), ...env }, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  return new Promise((settle) => {
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      settle(127);
    });
    child.on('exit', (code) => settle(code ?? 1));
  });
});
