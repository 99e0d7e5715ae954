import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { Agent, RunContext, Runner, shellTool, tool, webSearchTool } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { z } from 'zod';
import {
  frameworkApprovals,
  guardToolOptions,
  guardTools,
} from '../../../src/integrations/openai-agents/index.js';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import { wrapAgent } from '../../../src/index.js';
import type { AgentOSOptions, ApprovalRequest } from '../../../src/index.js';
import type { GuardAgentToolsOptions } from '../../../src/integrations/openai-agents/index.js';
import type { Tool } from '@openai/agents';

const SECRET = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');
const runner = new Runner({ tracingDisabled: true });
const parameters = z.object({ command: z.string() });

function setup(options: AgentOSOptions = {}) {
  const sentinel = wrapAgent({ ...temporaryWorkspace(), ...options });
  const run = vi.fn((command: string): unknown => `ran ${command}`);
  const exec = {
    name: 'exec',
    description: 'runs a command',
    parameters,
    execute: async ({ command }: z.infer<typeof parameters>) => run(command),
  };
  return { sentinel, run, exec };
}

type Guard = Parameters<typeof guardTools>[0];
type Made = ReturnType<typeof setup>['exec'];

const made = (guard: Guard, exec: Made, options: GuardAgentToolsOptions = {}): Tool =>
  guardTools(guard, [tool(exec)], options)[0] ?? expect.unreachable();
const unmade = (guard: Guard, exec: Made, options: GuardAgentToolsOptions = {}): Tool =>
  tool(guardToolOptions(guard, exec, options));

/** An agent whose model asks for each command in a turn of its own and then stops. */
function agentOf(tools: Tool[], ...commands: readonly string[]) {
  const turns = commands.map((command, index) => [
    functionCall('exec', { command }, { callId: `call_${index}` }),
  ]);
  const model = new ScriptedModel([...turns, [assistantMessage('done')]]);
  return new Agent({ name: 'agent', model, tools });
}

async function outputs(agent: Agent) {
  const { newItems } = await runner.run(agent, 'go');
  return newItems.flatMap((item) => (item.type === 'tool_call_output_item' ? [item.output] : []));
}

describe.each([
  ['guardTools', made],
  ['guardToolOptions', unmade],
] as const)('%s of the OpenAI Agents SDK', (_name, form) => {
  it('runs what is allowed, and stops what is denied with the reason and the way out', async () => {
    const { sentinel, run, exec } = setup();
    const said = await outputs(agentOf([form(sentinel, exec)], 'npm test', 'rm -rf /'));
    expect(run.mock.calls).toEqual([['npm test']]);
    expect(said).toEqual(['ran npm test', expect.stringMatching(/Risk 9\.18 → DENY \(.*\.\/build/)]);
    expect(sentinel.verifyAudit()).toMatchObject({ status: 'ok' });
  });

  it('asks the approver, and runs only what is granted', async () => {
    const approver = {
      approve: async ({ call, decision }: ApprovalRequest) =>
        call.params['command'] === 'npm publish --tag next'
          ? ({ verdict: 'granted', digest: decision.digest, by: 'ada' } as const)
          : ({ verdict: 'declined', by: 'ada', reason: 'not today' } as const),
    };
    const { sentinel, run, exec } = setup({ approver });
    const tools = [form(sentinel.os, exec)];
    const said = await outputs(agentOf(tools, 'npm publish', 'npm publish --tag next'));
    expect(run.mock.calls).toEqual([['npm publish --tag next']]);
    expect(said[0]).toContain('not today');
  });

  it('stops a run at what needs an approval, and runs what its user approved, once', async () => {
    const { sentinel, run, exec } = setup();
    const agent = agentOf(
      [form(sentinel, exec, { approvals: frameworkApprovals() })],
      'npm publish',
      'npm test',
    );
    const asked = await runner.run(agent, 'go');
    expect(asked.interruptions).toHaveLength(1);
    expect(run).not.toHaveBeenCalled();
    asked.state.approve(asked.interruptions[0] ?? expect.unreachable());
    const { finalOutput } = await runner.run(agent, asked.state);
    expect(finalOutput).toBe('done');
    expect(run.mock.calls).toEqual([['npm publish'], ['npm test']]);
    expect(sentinel.audit().at(-1)).toMatchObject({ approval: { status: 'granted', by: 'openai-agents' } });
  });

  it('runs nothing that its user rejected, and nothing when the policy changed after the answer', async () => {
    const { sentinel, run, exec } = setup();
    const tools = [form(sentinel, exec, { approvals: frameworkApprovals() })];
    for (const answer of ['reject', 'approve'] as const) {
      const agent = agentOf(tools, 'npm publish');
      const asked = await runner.run(agent, 'go');
      asked.state[answer](asked.interruptions[0] ?? expect.unreachable());
      if (answer === 'approve') sentinel.os.guard.risk.setThresholds({ confirm: 3.2 });
      await runner.run(agent, asked.state);
    }
    expect(run).not.toHaveBeenCalled();
  });

  it('masks credentials in results', async () => {
    const { sentinel, run, exec } = setup();
    run.mockReturnValue({ token: SECRET });
    const said = await outputs(agentOf([form(sentinel, exec)], 'npm test'));
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });
});

describe('tools of the OpenAI Agents SDK', () => {
  it('are judged by what their schema makes of the arguments, or do not run', async () => {
    const { sentinel, run, exec } = setup();
    const decoded = z.string().overwrite((text) => Buffer.from(text, 'base64').toString());
    const coded = { ...exec, parameters: z.object({ command: decoded }) };
    const harmless = Buffer.from('npm test').toString('base64');
    const command = Buffer.from('rm -rf /').toString('base64');
    const precise = tool(guardToolOptions(sentinel, coded));
    expect(await outputs(agentOf([precise], command, harmless))).toEqual([
      expect.stringContaining('DENY'),
      'ran npm test',
    ]);
    run.mockClear();
    const approver = {
      approve: async ({ decision }: ApprovalRequest) =>
        ({ verdict: 'granted', digest: decision.digest, by: 'ada' }) as const,
    };
    const granting = setup({ approver }).sentinel;
    const [built] = guardTools(granting, [tool(coded)]);
    const said = await outputs(agentOf([built ?? expect.unreachable()], command));
    expect(said).toEqual([expect.stringContaining('nothing was run')]);
    expect(run).not.toHaveBeenCalled();
  });

  it('are refused where they cannot be stopped, unless they are named', () => {
    const { sentinel, exec } = setup();
    const shell = shellTool({ shell: { run: async () => ({ output: [] }) } });
    for (const each of [shell, webSearchTool()])
      expect(() => guardTools(sentinel, [each])).toThrow(/tools\.0 \(\w+\) is no function tool/);
    expect(guardTools(sentinel, [shell], { unguarded: ['shell'] })).toEqual([shell]);
    expect(() => guardTools(sentinel, {} as never)).toThrow(/list of tools/);
    expect(() => guardTools(sentinel, [null as never])).toThrow(/without a name/);
    expect(() => guardToolOptions(sentinel, {})).toThrow(/must have an `execute`/);
    expect(() =>
      guardToolOptions(sentinel, {
        execute: (
          () => () =>
            1
        )(),
      }),
    ).toThrow(/must have a name/);
    const made = [tool(exec)];
    expectTypeOf(guardTools(sentinel, made)).toEqualTypeOf(made);
    expectTypeOf(guardToolOptions(sentinel, exec)).toEqualTypeOf(exec);
  });

  it('take whatever a model writes, and run only what was judged', async () => {
    const { sentinel, run, exec } = setup();
    const [made] = guardTools(sentinel, [tool(exec)]);
    const context = new RunContext();
    const hostile = [
      'no json',
      '{"command":"rm -rf / #\\ud800"}',
      '{"__proto__":{"command":"npm test"},"command":"rm -rf /"}',
      JSON.stringify({ command: 'rm -rf /', note: 'x'.repeat(1_000_000) }),
    ];
    for (const input of hostile) expect(await made?.invoke(context, input)).toMatch(/stopped|error/i);
    expect(run).not.toHaveBeenCalled();
    // Who insists on what was refused is trusted less: an ordinary call is judged as such in another workspace.
    const other = setup();
    const [calm] = guardTools(other.sentinel, [tool(other.exec)]);
    expect(await calm?.invoke(context, '{"command":"npm test"}')).toBe('ran npm test');
  });

  it('get the abort of their run', async () => {
    const { sentinel, exec } = setup();
    const controller = new AbortController();
    const seen = vi.fn();
    const execute = async (_input: unknown, _context?: unknown, details?: { signal?: AbortSignal }) =>
      new Promise<string>(() => {
        details?.signal?.addEventListener('abort', seen);
        controller.abort(new Error('the user left'));
      });
    const made = tool(guardToolOptions(sentinel, { ...exec, execute, errorFunction: null }));
    const { signal } = controller;
    await expect(made.invoke(new RunContext(), '{"command":"npm test"}', { signal })).rejects.toThrow(
      'the user left',
    );
    await vi.waitFor(() => expect(seen).toHaveBeenCalledOnce());
  });
});
