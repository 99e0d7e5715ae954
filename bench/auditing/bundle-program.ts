import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** A program as one file that plain node starts quickly. */
export interface Bundle {
  readonly file: string;
  remove(): void;
}

/** Bundles it inside of the audit package, where the native module of its kernel locks is found. */
export async function bundleProgram(source: URL): Promise<Bundle> {
  const entry = fileURLToPath(source);
  const name = basename(entry, '.ts');
  const audit = dirname(fileURLToPath(import.meta.resolve('@sentinel-agentos/audit/package.json')));
  const folder = join(audit, 'node_modules', `.${name}-${process.pid}`);
  await build({
    entry: [entry],
    outDir: folder,
    format: 'esm',
    outExtension: () => ({ js: '.mjs' }),
    config: false,
    silent: true,
    noExternal: [/^@sentinel-agentos/],
    esbuildOptions(options) {
      options.conditions = ['@sentinel-agentos/source'];
    },
  });
  return {
    file: join(folder, `${name}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
