import type { Options } from 'tsup';

/** One build for every package: ESM and CommonJS, with declarations for both. */
export function packageBuild(entry: Record<string, string>): Options {
  return {
    entry,
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'node',
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    clean: true,
    sourcemap: true,
    splitting: true,
    treeshake: true,
  };
}
