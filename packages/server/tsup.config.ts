import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const build: Options = packageBuild({ index: 'src/index.ts' });

export default defineConfig(build) as Options;
