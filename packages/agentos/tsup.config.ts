import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const build: Options = packageBuild({
  index: 'src/index.ts',
  'ai-sdk': 'src/integrations/ai-sdk/index.ts',
  mcp: 'src/integrations/mcp/index.ts',
});

export default defineConfig(build) as Options;
