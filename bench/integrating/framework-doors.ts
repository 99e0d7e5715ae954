import { guardTools as guardAiTools } from 'sentinel-agentos/ai-sdk';
import { guardTools as guardAgentTools, guardToolOptions } from 'sentinel-agentos/openai-agents';
import { guardTools as guardLangChainTools } from 'sentinel-agentos/langchain';
import { RunContext, tool as agentTool } from '@openai/agents';
import { tool as aiTool } from 'ai';
import { tool as langChainTool } from '@langchain/core/tools';
import { z } from 'zod';
import { INPUT, nothing } from './door.js';
import type { AgentOS } from 'sentinel-agentos';
import type { Door, OpenDoor } from './door.js';

const schema = z.object({ command: z.string() });
const name = 'exec';
const description = 'does nothing';

const execute =
  (os: AgentOS): Door['execute'] =>
  async () =>
    os.execute(name, INPUT, nothing);

/** The SDK calls `execute` of a tool as it is: of its own there is nothing between. */
const aiSdk: OpenDoor = (os) => {
  const exec = { ...aiTool({ inputSchema: schema, description }), execute: nothing };
  const guarded: { exec: { execute: (input: object, settings: object) => unknown } } = guardAiTools(os, {
    exec,
  });
  return {
    name: 'ai-sdk',
    through: async () => guarded.exec.execute(INPUT, { toolCallId: 'call', messages: [] }),
    execute: execute(os),
    bare: nothing,
  };
};

const agentOptions = { name, description, parameters: schema, execute: nothing };
const invoked = (tool: ReturnType<typeof agentTool<typeof schema>>): Door['through'] => {
  const context = new RunContext();
  const text = JSON.stringify(INPUT);
  return async () => tool.invoke(context, text);
};

const agentTools: OpenDoor = (os) => {
  const made = agentTool(agentOptions);
  const [guarded] = guardAgentTools(os, [made] as const);
  return { name: 'openai-tools', through: invoked(guarded), execute: execute(os), bare: invoked(made) };
};

const agentToolOptions: OpenDoor = (os) => ({
  name: 'openai-options',
  through: invoked(agentTool(guardToolOptions(os, agentOptions))),
  execute: execute(os),
  bare: invoked(agentTool(agentOptions)),
});

const langChain: OpenDoor = (os) => {
  const made = langChainTool(nothing, { name, description, schema });
  const [guarded] = guardLangChainTools(os, [made] as const);
  return {
    name: 'langchain',
    through: async () => guarded.invoke(INPUT),
    execute: execute(os),
    bare: async () => made.invoke(INPUT),
  };
};

export const FRAMEWORK_DOORS: readonly OpenDoor[] = [aiSdk, agentTools, agentToolOptions, langChain];
