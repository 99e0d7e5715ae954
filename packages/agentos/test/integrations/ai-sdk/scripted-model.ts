import { MockLanguageModelV4 } from 'ai/test';
import { simulateReadableStream } from 'ai';

type Model = InstanceType<typeof MockLanguageModelV4>;
type Generated = Awaited<ReturnType<Model['doGenerate']>>;
type Prompt = Parameters<Model['doGenerate']>[0]['prompt'];

/** A call as a model asks for it: `input` is the JSON it wrote, which may be anything. */
export interface AskedCall {
  readonly toolName: string;
  readonly input: string;
}

export function asks(toolName: string, input: object): AskedCall {
  return { toolName, input: JSON.stringify(input) };
}

const USAGE = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const CALLS = { unified: 'tool-calls', raw: 'tool-calls' } as const;
const STOP = { unified: 'stop', raw: 'stop' } as const;

/** A model that asks for the calls of each turn, one turn after the other, and then says `done`. */
export function scriptedModel(...turns: readonly (readonly AskedCall[])[]): MockLanguageModelV4 {
  let turn = 0;
  const next = (): Pick<Generated, 'content' | 'finishReason'> => {
    const calls = turns[turn++];
    if (calls === undefined) return { content: [{ type: 'text', text: 'done' }], finishReason: STOP };
    const content = calls.map(
      (call, index) => ({ type: 'tool-call', toolCallId: `call_${turn}_${index}`, ...call }) as const,
    );
    return { content, finishReason: CALLS };
  };
  return new MockLanguageModelV4({
    doGenerate: async () => ({ ...next(), usage: USAGE, warnings: [] }),
    doStream: async () => {
      const { content, finishReason } = next();
      const calls = content.filter((part) => part.type === 'tool-call');
      return {
        stream: simulateReadableStream({
          initialDelayInMs: null,
          chunkDelayInMs: null,
          chunks: [
            { type: 'stream-start' as const, warnings: [] },
            ...calls,
            { type: 'finish' as const, finishReason, usage: USAGE },
          ],
        }),
      };
    },
  });
}

/** What the model was told in its last turn about the calls it had asked for. */
export function toldTo(
  model: MockLanguageModelV4,
): readonly { readonly type: string; readonly value?: unknown }[] {
  const calls = [...model.doGenerateCalls, ...model.doStreamCalls];
  const prompt: Prompt = calls.at(-1)?.prompt ?? [];
  return prompt.flatMap((message) =>
    message.role === 'tool'
      ? message.content.flatMap((part) => (part.type === 'tool-result' ? [part.output] : []))
      : [],
  );
}
