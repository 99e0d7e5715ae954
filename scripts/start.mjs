// npm start: installs what is missing, then runs the quickstart example; its exit code is ours.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, isInstalled } from './house/install.mjs';
import { houseEnvironment } from './house/run-program.mjs';
import { ROOT } from './house/workspace.mjs';

if (!isInstalled()) {
  process.stderr.write('Installing what the quickstart needs (once) …\n');
  const { code, output } = await install();
  if (code !== 0) {
    process.stderr.write(`${output}\nThe install failed; the quickstart was not started.\n`);
    process.exit(code);
  }
}

const example = spawn('npm', ['run', '--silent', 'start', '--', ...process.argv.slice(2)], {
  cwd: join(ROOT, 'examples', 'quickstart'),
  env: { ...houseEnvironment(), NO_COLOR: process.env['NO_COLOR'], FORCE_COLOR: process.env['FORCE_COLOR'] },
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => example.kill(signal));
example.on('error', (error) => {
  process.stderr.write(`npm could not be started: ${error.message}\n`);
  process.exitCode = 127;
});
example.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
