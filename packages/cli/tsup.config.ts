import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

// A program, not a library: nobody requires it and nobody reads its types.
const build: Options = { ...packageBuild({ main: 'src/main.ts' }), format: ['esm'], dts: false };

export default defineConfig(build) as Options;
