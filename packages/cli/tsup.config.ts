import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const build: Options = packageBuild({ 'main': 'src/main.ts' });

export default defineConfig(build) as Options;
