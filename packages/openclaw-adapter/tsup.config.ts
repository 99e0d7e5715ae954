import { readFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Packages of this house load some of their libraries at first use, by a name that a bundler does not see. Here they
 * become plain `require`s, which are bundled and still run at first use.
 */
const bundleLateLoads: Plugin = {
  name: 'bundle-late-loads',
  setup(build) {
    build.onLoad({ filter: /\/packages\/[a-z]+\/src\/.*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('createRequire(here)(')) return undefined;
      return { contents: source.replaceAll('createRequire(here)(', 'require('), loader: 'ts' };
    });
  },
};

const base = packageBuild({});
/** Native, or brought by the user: what needs them does without them. */
const external = ['fs-native-extensions', 'better-sqlite3', 'dockerode', '@opentelemetry/api'];

// The host copies the package and installs nothing: everything it needs is in these two files. The first is small, so
// that it loads and denies where the second cannot.
const builds: Options[] = [
  { ...base, entry: { index: 'src/index.ts' }, format: ['esm'], dts: false, sourcemap: false },
  {
    ...base,
    entry: { core: 'src/core.ts' },
    format: ['cjs'],
    dts: false,
    sourcemap: false,
    clean: false,
    splitting: false,
    treeshake: false,
    minifySyntax: true,
    // What is to be bundled comes before what is not.
    noExternal: [new RegExp(`^(?!(?:${external.join('|')})$)`)],
    external,
    esbuildPlugins: [bundleLateLoads],
    esbuildOptions: (options) => {
      options.conditions = ['@sentinel-agentos/source'];
    },
  },
];

export default defineConfig(builds) as Options[];
