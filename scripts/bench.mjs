// pnpm bench <name> [options]: runs bench/<name>.ts from source. The last line on stdout is the benchmark's JSON.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install, isInstalled } from './house/install.mjs';
import { houseEnvironment } from './house/run-program.mjs';
import { ROOT, SOURCE_CONDITION } from './house/workspace.mjs';

const folder = join(ROOT, 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();
// `npm run bench -- name` and `pnpm bench -- name` both arrive here; the dashes are not ours.
const [name, ...options] = process.argv.slice(2).filter((arg, index) => index > 0 || arg !== '--');

if (name === undefined || !names.includes(name)) {
  if (name !== undefined) process.stderr.write(`There is no benchmark "${name}".\n`);
  process.stdout.write(
    `pnpm bench <name> [options], where <name> is one of:\n${names.map((n) => `  ${n}\n`).join('')}`,
  );
  process.exit(name === undefined ? 0 : 2);
}

if (!isInstalled()) {
  process.stderr.write('Installing what the benchmark needs (once) …\n');
  const { code, output } = await install();
  if (code !== 0) {
    process.stderr.write(output);
    process.exit(code);
  }
}

const program = join(folder, `${name}.ts`);
const benchmark = spawn(
  process.execPath,
  [`--conditions=${SOURCE_CONDITION}`, '--expose-gc', '--import', 'tsx', program, ...options],
  { cwd: folder, env: houseEnvironment(), stdio: 'inherit' },
);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => benchmark.kill(signal));
benchmark.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
