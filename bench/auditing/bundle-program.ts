import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program of this folder as one file that plain node starts quickly. */
export interface Bundle {
  readonly file: string;
  remove(): void;
}

/** Bundles it inside of the audit package, where the native module of its kernel locks is found. */
export function bundleProgram(name: string): Bundle {
  const entry = fileURLToPath(new URL(name, import.meta.url));
  const audit = dirname(fileURLToPath(import.meta.resolve('@sentinel-agentos/audit/package.json')));
  const folder = join(audit, 'node_modules', `.bench-${process.pid}`);
  const file = join(folder, basename(name).replace(/\.ts$/, '.mjs'));
  const { status, stderr, error } = spawnSync(
    'esbuild',
    [
      entry,
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--conditions=@sentinel-agentos/source',
      '--external:fs-native-extensions',
      '--log-level=error',
      `--outfile=${file}`,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${name} cannot be bundled: ${error?.message ?? stderr}`);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
