import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { Command, interrupt, MemorySaver } from '@langchain/langgraph';
import { createAgent } from 'langchain';
import { DynamicTool, StructuredTool, tool } from '@langchain/core/tools';
import { fakeModel } from '@langchain/core/testing';
import * as fc from 'fast-check';
import { z } from 'zod';
import { guardTools } from '../../../src/integrations/langchain/index.js';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import { wrapAgent } from '../../../src/index.js';
import type { AgentOSOptions, ApprovalRequest } from '../../../src/index.js';
import type { BaseMessage } from '@langchain/core/messages';
import type { StructuredToolInterface } from '@langchain/core/tools';

const SECRET = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

function workspace(options: AgentOSOptions = {}) {
  const { workspaceRoot, userStateDir } = temporaryWorkspace();
  const sentinel = wrapAgent({ workspaceRoot, userStateDir, ...options });
  return { sentinel, at: (name: string) => join(workspaceRoot, name) };
}

const schema = z.object({ command: z.string() });
const execOf = (run: (command: string) => unknown) =>
  tool(async ({ command }) => run(command), { name: 'exec', description: 'runs a command', schema });

interface Asked {
  readonly name: string;
  readonly args: Record<string, unknown>;
}
const asks = (command: string): Asked => ({ name: 'exec', args: { command } });

/** A whole agent: its model asks for the calls of each turn and then stops. What it was told, in order. */
async function loop(tools: readonly StructuredToolInterface[], ...turns: Asked[][]): Promise<ToolMessage[]> {
  let model = fakeModel();
  for (const calls of turns) model = model.respondWithTools(calls);
  const agent = createAgent({ model: model.respond(new AIMessage('done')), tools: [...tools] });
  const { messages } = await agent.invoke({ messages: [new HumanMessage('go')] });
  return (messages as BaseMessage[]).filter((message) => ToolMessage.isInstance(message));
}

describe('guardTools of LangChain', () => {
  it('runs what is allowed, and stops what is denied with the reason and the way out', async () => {
    const { sentinel } = workspace();
    const run = vi.fn(() => 'all passed');
    const told = await loop(guardTools(sentinel, [execOf(run)]), [asks('npm test')], [asks('rm -rf /')]);
    expect(run.mock.calls).toEqual([['npm test']]);
    expect(told).toMatchObject([
      { content: 'all passed', status: 'success' },
      { content: expect.stringMatching(/Risk 9\.18 → DENY \(.*\.\/build/) as string, status: 'error' },
    ]);
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('can undo what its tools did', async () => {
    const { sentinel, at } = workspace();
    writeFileSync(at('notes.txt'), 'before');
    const write = tool(
      ({ path, content }: { path: string; content: string }) => {
        writeFileSync(at(path), content);
        return 'file written';
      },
      { name: 'write_file', schema: z.object({ path: z.string(), content: z.string() }) },
    );
    await loop(guardTools(sentinel.os, [write]), [
      { name: 'write_file', args: { path: 'notes.txt', content: 'after' } },
      { name: 'write_file', args: { path: 'new.txt', content: 'new' } },
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
    const told = await loop(guardTools(sentinel, [execOf(run)]), [
      asks('npm publish'),
      asks('npm publish --tag next'),
    ]);
    expect(run.mock.calls).toEqual([['npm publish --tag next']]);
    expect(told.map(({ content }) => content)).toEqual([expect.stringContaining('not today'), 'published']);
  });

  it('judges the input that the schema made, however the tool is called', async () => {
    const { sentinel } = workspace();
    const run = vi.fn<(input: object) => string>();
    const command = z.string().transform((text) => Buffer.from(text, 'base64').toString());
    const coded = tool((input) => run(input), { name: 'exec', schema: z.object({ command }) });
    const [exec] = guardTools(sentinel, [coded]);
    const args = { command: Buffer.from('rm -rf /').toString('base64') };
    const refusal = { code: 'DENIED' };
    await expect(exec?.invoke(args)).rejects.toMatchObject(refusal);
    await expect(exec?.invoke({ type: 'tool_call', id: 'a', name: 'exec', args })).rejects.toMatchObject(
      refusal,
    );
    await expect(exec?.func({ command: 'rm -rf /' })).rejects.toMatchObject(refusal);
    expect(run).not.toHaveBeenCalled();
    expect(sentinel.audit()[0]).toMatchObject({ params: { command: 'rm -rf /' } });
  });

  it('takes tools of every kind, and keeps what they are', async () => {
    const { sentinel } = workspace();
    class Shell extends StructuredTool {
      readonly #prefix = '> ';
      override name = 'exec';
      override description = 'a class of its own';
      override schema = schema;
      override async _call({ command }: z.infer<typeof schema>): Promise<string> {
        return this.#prefix + command;
      }
    }
    const text = new DynamicTool({
      name: 'exec',
      description: 'of text',
      func: async (input) => `ran ${input}`,
    });
    const pair = tool(({ command }) => [`ran ${command}`, { command }], {
      name: 'exec',
      schema,
      responseFormat: 'content_and_artifact',
      returnDirect: true,
    });
    const tools = [new Shell(), text, pair] as const;
    const guarded = guardTools(sentinel, tools);
    expectTypeOf(guarded).toEqualTypeOf(tools);
    expect(await guarded[0].invoke({ command: 'npm test' })).toBe('> npm test');
    expect(guarded[0]).toBeInstanceOf(Shell);
    await expect(guarded[1].invoke('rm -rf /')).rejects.toMatchObject({ code: 'DENIED' });
    const call = { type: 'tool_call', id: 'a', name: 'exec', args: { command: 'npm test' } } as const;
    expect(await guarded[2].invoke(call)).toMatchObject({
      content: 'ran npm test',
      artifact: { command: 'npm test' },
      tool_call_id: 'a',
    });
    for (const [index, made] of tools.entries()) {
      const { name, description, schema, returnDirect, responseFormat } = made;
      expect(guarded[index]).toMatchObject({ name, description, schema, returnDirect, responseFormat });
    }
  });

  it('masks credentials in results, artifacts, messages, commands, events and errors', async () => {
    const { sentinel } = workspace();
    const events: unknown[] = [];
    const say = (run: (...args: never[]) => unknown) =>
      guardTools(sentinel, [execOf(run as never)])[0] as ReturnType<typeof execOf>;
    const config = {
      callbacks: [{ handleToolEvent: (event: unknown) => void events.push(event) }],
    };
    const input = { command: 'npm test' };
    const message = new ToolMessage({ content: `of ${SECRET}`, tool_call_id: 'a' });
    const outputs: unknown[] = [
      await say(() => ({ token: SECRET })).invoke(input),
      await say(() => message).invoke(input),
      await say(() => new Command({ update: { messages: [message], kept: 1 } })).invoke(input),
      await say(async function* () {
        yield `event ${SECRET}`;
        return `end ${SECRET}`;
      }).invoke(input, config),
    ];
    await expect(
      say(() => {
        throw new TypeError(`no login with ${SECRET}`);
      }).invoke(input),
    ).rejects.toThrow(/^no login with \S+$/);
    expect(JSON.stringify([outputs, events])).not.toContain(SECRET);
    expect(outputs[1]).toBeInstanceOf(ToolMessage);
    expect(outputs[2]).toBeInstanceOf(Command);
    expect(outputs[3]).toMatch(/^end /);
    expect(events).toHaveLength(1);
    expect(message.content).toContain(SECRET);
    const clean = new ToolMessage({ content: 'clean', tool_call_id: 'a' });
    expect(await say(() => clean).invoke(input)).toBe(clean);
  });

  it('lets a tool interrupt its graph, and judges again when it is resumed', async () => {
    const { sentinel } = workspace();
    const tools = guardTools(sentinel, [
      execOf((command) => `${command}: ${interrupt<string, string>('sure?')}`),
    ]);
    const agent = createAgent({
      model: fakeModel()
        .respondWithTools([asks('npm test')])
        .respond(new AIMessage('done')),
      tools,
      checkpointer: new MemorySaver(),
    });
    const config = { configurable: { thread_id: '1' } };
    const asked = await agent.invoke({ messages: [new HumanMessage('go')] }, config);
    expect(asked).toMatchObject({ __interrupt__: [{ value: 'sure?' }] });
    const { messages } = await agent.invoke(new Command({ resume: 'yes' }), config);
    expect(messages.find((each) => ToolMessage.isInstance(each))?.content).toBe('npm test: yes');
    expect(sentinel.audit()).toHaveLength(2);
  });

  it('hands the abort on to the tool and ends the call with its reason', async () => {
    const { sentinel } = workspace();
    const controller = new AbortController();
    const seen = vi.fn();
    const [wait] = guardTools(sentinel, [
      tool(
        async (_input, { signal }: { signal?: AbortSignal }) =>
          new Promise<string>(() => {
            signal?.addEventListener('abort', seen);
            controller.abort(new Error('the user left'));
          }),
        { name: 'exec', schema },
      ),
    ]);
    const { signal } = controller;
    await expect(wait?.invoke({ command: 'npm test' }, { signal })).rejects.toThrow();
    await vi.waitFor(() => expect(seen).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(sentinel.audit()).toMatchObject([{ outcome: { status: 'aborted' } }]));
  });

  it('keeps calls apart that run at the same time', async () => {
    const { sentinel } = workspace();
    const commands = Array.from({ length: 12 }, (_, index) => `echo ${index}`);
    const slow = execOf(async (command) => {
      await new Promise((resolve) => setImmediate(resolve));
      return command;
    });
    const tools = guardTools(sentinel, [slow], { sessionId: 'chat_1', agentId: 'coder' });
    expect((await loop(tools, commands.map(asks))).map(({ content }) => content)).toEqual(commands);
    expect(sentinel.audit()[0]).toMatchObject({ sessionId: 'chat_1', agentId: 'coder' });
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('refuses tools that it cannot stop, unless they are named', () => {
    const { sentinel } = workspace();
    const search = { type: 'web_search_20250305', max_uses: 3 };
    expect(() => guardTools(sentinel, [search])).toThrow(/tools\.0 \(web_search_20250305\)/);
    expect(() => guardTools(sentinel, [{}])).toThrow(/tools\.0 \(without a name\)/);
    expect(() => guardTools(sentinel, [null as never])).toThrow(/tools\.0/);
    expect(() => guardTools(sentinel, { exec: search } as never)).toThrow(/list of tools/);
    expect(guardTools(sentinel, [search], { unguarded: ['web_search_20250305'] })).toEqual([search]);
  });

  it('takes whatever a model writes, and runs only what was judged', async () => {
    const { sentinel } = workspace({ durability: 'relaxed' });
    const ran = vi.fn<(input: unknown) => string>(() => 'ran');
    const anything = { type: 'object', properties: {} } as const;
    const [exec] = guardTools(sentinel, [tool(ran, { name: 'exec', schema: anything })]);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (members) => {
        ran.mockClear();
        const input = JSON.parse(JSON.stringify({ command: 'rm -rf /', ...members })) as object;
        const args = { ...input, command: 'npm test' };
        const answer = exec?.invoke({ type: 'tool_call', id: 'a', name: 'exec', args });
        await answer?.catch((error: unknown) => expect(error).toHaveProperty('code'));
        for (const [given] of ran.mock.calls) expect(given).toEqual(args);
      }),
      { numRuns: 20 },
    );
    ran.mockClear();
    const hostile = JSON.parse(
      '{"__proto__":{"command":"npm test"},"command":"rm -rf / #\\ud800"}',
    ) as object;
    await expect(exec?.invoke(hostile as never)).rejects.toMatchObject({ code: 'DENIED' });
    expect(ran).not.toHaveBeenCalled();
  });
});
