import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import * as ai5 from 'ai5';
import * as ai6 from 'ai6';
import * as ai7 from 'ai';
import { asks, scriptedModel } from './scripted-model.js';
import { guardTools } from '../../../src/integrations/ai-sdk/index.js';
import { MockLanguageModelV2 } from 'ai5/test';
import { MockLanguageModelV3 } from 'ai6/test';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import { wrapAgent } from '../../../src/index.js';
import { z } from 'zod';

const calls = (['npm test', 'rm -rf /'] as const).map((command, index) => ({
  type: 'tool-call' as const,
  toolCallId: `call_${index}`,
  ...asks('exec', { command }),
}));
const inputSchema = z.object({ command: z.string() });

describe('guardTools with each major version of the AI SDK', () => {
  it('5', async () => {
    const { tools, run } = guarded();
    const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
    const model = new MockLanguageModelV2({
      doGenerate: async () => ({ content: calls, finishReason: 'tool-calls', usage, warnings: [] }),
    });
    const made = { exec: ai5.tool({ inputSchema, execute: async ({ command }) => run(command) }) };
    const exec = guardTools(tools, made);
    expectTypeOf(exec).toEqualTypeOf(made);
    const { content } = await ai5.generateText({ model, tools: exec, prompt: 'go' });
    expectOneRunAndOneRefusal(content, run);
  });

  it('6', async () => {
    const { tools, run } = guarded();
    const usage = {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    const finishReason = { unified: 'tool-calls', raw: undefined } as const;
    const model = new MockLanguageModelV3({
      doGenerate: async () => ({ content: calls, finishReason, usage, warnings: [] }),
    });
    const made = { exec: ai6.tool({ inputSchema, execute: async ({ command }) => run(command) }) };
    const exec = guardTools(tools, made);
    expectTypeOf(exec).toEqualTypeOf(made);
    const { content } = await ai6.generateText({ model, tools: exec, prompt: 'go' });
    expectOneRunAndOneRefusal(content, run);
  });

  it('7', async () => {
    const { tools, run } = guarded();
    const made = { exec: ai7.tool({ inputSchema, execute: async ({ command }) => run(command) }) };
    const exec = guardTools(tools, made);
    expectTypeOf(exec).toEqualTypeOf(made);
    const model = scriptedModel(calls);
    const { content } = await ai7.generateText({ model, tools: exec, prompt: 'go' });
    expectOneRunAndOneRefusal(content, run);
  });
});

function guarded() {
  return { tools: wrapAgent(temporaryWorkspace()), run: vi.fn((command: string) => `ran ${command}`) };
}

function expectOneRunAndOneRefusal(
  content: readonly { readonly type: string }[],
  run: ReturnType<typeof guarded>['run'],
): void {
  expect(run.mock.calls).toEqual([['npm test']]);
  expect(content.filter(({ type }) => type !== 'tool-call')).toMatchObject([
    { type: 'tool-result', output: 'ran npm test' },
    { type: 'tool-error', error: { code: 'DENIED' } },
  ]);
}
