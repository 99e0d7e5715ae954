import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dynamicTool, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import * as fc from 'fast-check';
import { z } from 'zod';
import { asks, scriptedModel, toldTo } from './scripted-model.js';
import { guardTools } from '../../../src/integrations/ai-sdk/index.js';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import { wrapAgent } from '../../../src/index.js';
import type { AgentOSOptions, ApprovalRequest } from '../../../src/index.js';
import type { AskedCall } from './scripted-model.js';
import type { ToolSet } from 'ai';

const GRANTS = {
  approve: async ({ decision }: ApprovalRequest) =>
    ({ verdict: 'granted', digest: decision.digest, by: 'ada' }) as const,
};
const SECRET = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

function workspace(options: AgentOSOptions = {}) {
  const { workspaceRoot, userStateDir } = temporaryWorkspace();
  const sentinel = wrapAgent({ workspaceRoot, userStateDir, ...options });
  return { sentinel, at: (name: string) => join(workspaceRoot, name) };
}

const exec = (run: (command: string) => unknown) =>
  tool({
    inputSchema: z.object({ command: z.string() }),
    execute: async ({ command }) => run(command),
  });

async function loop(tools: ToolSet, ...turns: readonly (readonly AskedCall[])[]) {
  const model = scriptedModel(...turns);
  const result = await generateText({ model, tools, prompt: 'go', stopWhen: stepCountIs(5) });
  return { result, told: toldTo(model) };
}

describe('guardTools of the AI SDK', () => {
  it('runs what is allowed, and stops what is denied with the reason and the way out', async () => {
    const { sentinel } = workspace();
    const run = vi.fn(() => 'all passed');
    const { result, told } = await loop(
      guardTools(sentinel, { exec: exec(run) }),
      [asks('exec', { command: 'npm test' })],
      [asks('exec', { command: 'rm -rf /' })],
    );
    expect(result.text).toBe('done');
    expect(run.mock.calls).toEqual([['npm test']]);
    expect(told).toEqual([
      { type: 'text', value: 'all passed' },
      { type: 'error-text', value: expect.stringMatching(/: Risk 9\.18 → DENY \(.*\.\/build/) as string },
    ]);
    expect(sentinel.audit().map(({ toolName }) => toolName)).toEqual(['exec', 'exec']);
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('can undo what its tools did', async () => {
    const { sentinel, at } = workspace();
    writeFileSync(at('notes.txt'), 'before');
    const write_file = tool({
      inputSchema: z.object({ path: z.string(), content: z.string() }),
      execute: async ({ path, content }) => {
        writeFileSync(at(path), content);
        return 'file written';
      },
    });
    await loop(guardTools(sentinel, { write_file }), [
      asks('write_file', { path: 'notes.txt', content: 'after' }),
      asks('write_file', { path: 'new.txt', content: 'new' }),
    ]);
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('after');
    expect(sentinel.undoSession()).toMatchObject({ status: 'complete' });
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('before');
    expect(existsSync(at('new.txt'))).toBe(false);
  });

  it('asks the approver, and runs only what is granted', async () => {
    const approver = {
      approve: async ({ call, decision }: ApprovalRequest) =>
        call.params['command'] === 'npm publish --tag next'
          ? ({ verdict: 'granted', digest: decision.digest, by: 'ada' } as const)
          : ({ verdict: 'declined', by: 'ada', reason: 'not today' } as const),
    };
    const { sentinel } = workspace({ approver });
    const run = vi.fn(() => 'published');
    const { told } = await loop(guardTools(sentinel.os, { exec: exec(run) }), [
      asks('exec', { command: 'npm publish' }),
      asks('exec', { command: 'npm publish --tag next' }),
    ]);
    expect(run.mock.calls).toEqual([['npm publish --tag next']]);
    expect(told).toMatchObject([
      { type: 'error-text', value: expect.stringContaining('not today') as string },
      { type: 'text', value: 'published' },
    ]);
  });

  it('judges the input that the schema made, which is what the tool gets', async () => {
    const { sentinel } = workspace();
    const run = vi.fn<(input: object) => string>();
    const command = z.string().transform((text) => Buffer.from(text, 'base64').toString());
    const coded = tool({ inputSchema: z.object({ command }), execute: async (input) => run(input) });
    const input = { command: Buffer.from('rm -rf /').toString('base64') };
    const { told } = await loop(guardTools(sentinel, { exec: coded }), [asks('exec', input)]);
    expect(run).not.toHaveBeenCalled();
    expect(told).toMatchObject([{ type: 'error-text' }]);
    expect(sentinel.audit()[0]).toMatchObject({ params: { command: 'rm -rf /' } });
  });

  it('masks credentials in results, in streamed values and in what a tool threw', async () => {
    const { sentinel } = workspace();
    const tools = guardTools(sentinel, {
      read: tool({ inputSchema: z.object({}), execute: async () => ({ token: SECRET, n: 1 }) }),
      stream: tool({
        inputSchema: z.object({}),
        async *execute() {
          yield `half ${SECRET}`;
          yield `whole ${SECRET}`;
        },
      }),
      fail: tool({
        inputSchema: z.object({}),
        execute: async (): Promise<string> => {
          throw new TypeError(`no login with ${SECRET}`);
        },
      }),
    });
    const { told } = await loop(tools, [asks('read', {}), asks('stream', {}), asks('fail', {})]);
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(told).toMatchObject([
      { type: 'json', value: { n: 1 } },
      { type: 'text', value: expect.stringMatching(/^whole \S+$/) as string },
      { type: 'error-text', value: expect.stringMatching(/TypeError: no login with \S+$/) as string },
    ]);
  });

  it('streams what a generator yields, and stops it before its first value', async () => {
    const { sentinel } = workspace();
    const started = vi.fn();
    const tools = guardTools(sentinel, {
      exec: tool({
        inputSchema: z.object({ command: z.string() }),
        async *execute({ command }) {
          started(command);
          yield { status: 'running' };
          yield { status: 'passed' };
        },
      }),
    });
    const model = scriptedModel([
      asks('exec', { command: 'npm test' }),
      asks('exec', { command: 'rm -rf /' }),
    ]);
    const results: unknown[] = [];
    for await (const part of streamText({ model, tools, prompt: 'go' }).stream) {
      if (part.type === 'tool-result') results.push([part.preliminary ?? false, part.output]);
      if (part.type === 'tool-error') results.push((part.error as Error).message);
    }
    expect(started.mock.calls).toEqual([['npm test']]);
    expect(results).toHaveLength(4);
    expect(results).toEqual(
      expect.arrayContaining([
        [true, { status: 'running' }],
        [true, { status: 'passed' }],
        [false, { status: 'passed' }],
        expect.stringContaining('DENY'),
      ]),
    );
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('gives the last value of a tool that returns an iterable without being a generator', async () => {
    const { sentinel } = workspace();
    async function* values() {
      yield 'first';
      yield 'last';
    }
    const { told } = await loop(
      guardTools(sentinel, { read: tool({ inputSchema: z.object({}), execute: () => values() }) }),
      [asks('read', {})],
    );
    expect(told).toEqual([{ type: 'text', value: 'last' }]);
  });

  it('gives the plan of a dry run, also where a generator would have streamed', async () => {
    const { sentinel } = workspace({ mode: 'dry-run' });
    const ran = vi.fn();
    const { told } = await loop(
      guardTools(sentinel, {
        exec: tool({
          inputSchema: z.object({ command: z.string() }),
          async *execute() {
            yield ran();
          },
        }),
      }),
      [asks('exec', { command: 'npm test' })],
    );
    expect(ran).not.toHaveBeenCalled();
    expect(told).toMatchObject([{ type: 'json' }]);
  });

  it('ends a stream that nobody reads any longer', async () => {
    const { sentinel } = workspace();
    const ended = vi.fn();
    const { read } = guardTools(sentinel, {
      read: tool({
        inputSchema: z.object({}),
        async *execute(_input, { abortSignal }) {
          try {
            for (let n = 0; ; n++) yield n;
          } finally {
            ended(abortSignal?.aborted);
          }
        },
      }),
    });
    const settings = { toolCallId: 'call', messages: [], context: {} };
    for await (const n of read.execute({}, settings) as AsyncIterable<number>) if (n === 2) break;
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
    expect(sentinel.audit()).toHaveLength(1);
  });

  it('hands the abort on to the tool and ends the call with its reason', async () => {
    const { sentinel } = workspace();
    const controller = new AbortController();
    const seen = vi.fn();
    const { wait } = guardTools(sentinel, {
      wait: tool({
        inputSchema: z.object({}),
        execute: async (_input, { abortSignal, toolCallId }) =>
          new Promise<string>((resolve) => {
            abortSignal?.addEventListener('abort', () => {
              seen(toolCallId);
              resolve('too late');
            });
            controller.abort(new DOMException('the user left', 'AbortError'));
          }),
      }),
    });
    const settings = { toolCallId: 'call_7', messages: [], context: {}, abortSignal: controller.signal };
    await expect(wait.execute({}, settings)).rejects.toThrow('the user left');
    await vi.waitFor(() => expect(seen).toHaveBeenCalledWith('call_7'));
    expect(sentinel.audit()).toMatchObject([{ outcome: { status: 'aborted' } }]);
  });

  it('keeps calls apart that run at the same time', async () => {
    const { sentinel } = workspace();
    const slow = exec(async (command) => {
      await new Promise((resolve) => setImmediate(resolve));
      return command;
    });
    const commands = Array.from({ length: 20 }, (_, index) => `echo ${index}`);
    const { told } = await loop(
      guardTools(sentinel, { exec: slow }),
      commands.map((command) => asks('exec', { command })),
    );
    expect(told.map(({ value }) => value)).toEqual(commands);
    expect(sentinel.audit()).toHaveLength(20);
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('records under the session, agent and folder it was given', async () => {
    const { sentinel, at } = workspace();
    const tools = guardTools(
      sentinel,
      { exec: exec(() => 'ok') },
      { sessionId: 'chat_1', agentId: 'coder', cwd: at('.') },
    );
    await loop(tools, [asks('exec', { command: 'npm test' })]);
    expect(sentinel.audit()).toMatchObject([{ sessionId: 'chat_1', agentId: 'coder' }]);
  });

  it('refuses tools that it cannot stop, unless they are named', () => {
    const { sentinel } = workspace();
    const inBrowser = tool({ inputSchema: z.object({}), outputSchema: z.string() });
    const atProvider = {
      type: 'provider',
      id: 'mock.search',
      isProviderExecuted: true,
      args: {},
      inputSchema: jsonSchema({ type: 'object' }),
      execute: () => 'never',
    } as const;
    expect(() => guardTools(sentinel, { inBrowser })).toThrow(/tools\.inBrowser has no `execute`/);
    expect(() => guardTools(sentinel, { atProvider })).toThrow(/tools\.atProvider is run by the provider/);
    expect(() => guardTools(sentinel, { nothing: null })).toThrow(/tools\.nothing/);
    class Tools {
      exec = exec(() => 'ran');
    }
    expect(() => guardTools(sentinel, new Tools())).toThrow(/plain record/);
    const left = guardTools(sentinel, { inBrowser, atProvider }, { unguarded: ['inBrowser', 'atProvider'] });
    expect(left).toEqual({ inBrowser, atProvider });
  });

  it('takes whatever a model writes, and runs only what was judged', async () => {
    const { sentinel } = workspace({ durability: 'relaxed', approver: GRANTS });
    const ran = vi.fn<(input: unknown) => void>();
    const { exec: guarded } = guardTools(sentinel, {
      exec: dynamicTool({ inputSchema: jsonSchema({}), execute: async (input) => ran(input) }),
    });
    const settings = { toolCallId: 'call', messages: [], context: {} };
    const attempt = async (input: unknown): Promise<boolean> => {
      ran.mockClear();
      try {
        await guarded.execute?.(input, settings);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'DENIED' });
        expect(ran).not.toHaveBeenCalled();
        return false;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 3, stringUnit: 'binary' }), async (text) => {
        if (await attempt(JSON.parse(text))) expect(ran.mock.calls).toEqual([[JSON.parse(text)]]);
      }),
      { numRuns: 25 },
    );
    const hidden = Object.defineProperty({ command: 'npm test' }, 'path', { get: () => '/' });
    expect(await attempt(hidden)).toBe(false);
    expect(await attempt({ command: 'npm test', many: Array.from({ length: 100_001 }, () => 0) })).toBe(
      false,
    );
    expect(await attempt(JSON.parse('{"__proto__":{"command":"npm test"},"command":"rm -rf /"}'))).toBe(
      false,
    );
    expect(await attempt({ command: 'rm -rf / #\uD800' })).toBe(false);
    expect(await attempt({ command: 'rm -rf /', note: 'x'.repeat(1_000_000) })).toBe(false);
  });

  it('keeps the types of the tools', () => {
    const { sentinel } = workspace();
    const tools = {
      add: tool({
        inputSchema: z.object({ a: z.number() }),
        execute: async ({ a }) => a + 1,
      }),
    };
    expectTypeOf(guardTools(sentinel, tools)).toEqualTypeOf(tools);
    expectTypeOf(guardTools(sentinel, tools)).toExtend<ToolSet>();
  });
});
