import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** A program as one file that plain node starts quickly. */
export interface Bundle {
  readonly file: string;
  remove(): void;
}

/** Bundles it inside of a package, where what that needs is found: for audit the native module of its kernel locks. */
export async function bundleProgram(source: URL, home: 'audit' | 'memory' = 'audit'): Promise<Bundle> {
  const entry = fileURLToPath(source);
  const name = basename(entry, '.ts');
  const place = dirname(fileURLToPath(import.meta.resolve(`@sentinel-agentos/${home}/package.json`)));
  const folder = join(place, 'node_modules', `.${name}-${process.pid}`);
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
