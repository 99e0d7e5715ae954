import { defineConfig, type Options } from 'tsup';
import { packageBuild } from '../../tsup.base.ts';

const build: Options = packageBuild({
  index: 'src/index.ts',
  'ai-sdk': 'src/integrations/ai-sdk/index.ts',
  'openai-agents': 'src/integrations/openai-agents/index.ts',
  langchain: 'src/integrations/langchain/index.ts',
  mcp: 'src/integrations/mcp/index.ts',
  'claude-hooks': 'src/integrations/claude-hooks/index.ts',
  'claude-agent-sdk': 'src/integrations/claude-agent-sdk/index.ts',
});

export default defineConfig(build) as Options;
