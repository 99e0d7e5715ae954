import { describe, expect, it } from 'vitest';
import { call, openCore, type Folders } from './scripted-host.js';
import { runSentinelCli } from '../src/cli.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the command printed, and its exit code. */
async function cli(
  { stateDir, workspace }: Folders,
  verb: string,
  words: readonly string[] = [],
  plugins: object = {},
  list: readonly object[] = [],
): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const config = { plugins, agents: { list, defaults: { workspace } } };
  const code = await runSentinelCli({ verb, words, config, stateDir, out: (line) => void lines.push(line) });
  return { code, text: lines.join('\n') };
}

const entries = { 'sentinel-agentos': { enabled: true, hooks: { allowConversationAccess: true } } };

describe('openclaw sentinel', () => {
  it('looks at what the gateway recorded, beside it', async () => {
    const core = openCore();
    core.gate.policy(...call('exec', { command: 'rm -rf ~' }));
    expect(await cli(core, 'status')).toMatchObject({ code: 0 });
    expect((await cli(core, 'status')).text).toContain('#agent:main:test');
    expect(await cli(core, 'verify')).toEqual({ code: 0, text: 'journal: ok' });
  });

  it('halts a session of the running gateway, and lets it go on', async () => {
    const core = openCore();
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toBeUndefined();
    expect((await cli(core, 'halt')).text).toBe('Halted agent:main:test');
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toMatchObject({ allow: false });
    expect((await cli(core, 'resume', ['agent:main:test'])).code).toBe(0);
    expect(core.gate.policy(...call('exec', { command: 'ls' }))).toBeUndefined();
    expect(await cli(core, 'resume', ['agent:main:none'])).toMatchObject({ code: 1 });
  });

  it('undoes a call by its id, and lists what can be undone without one', async () => {
    const core = openCore();
    const [event, context] = call('write', { path: 'new.txt', content: 'x' });
    core.gate.policy(event, context);
    writeFileSync(join(core.workspace, 'new.txt'), 'x');
    core.results.after({ toolName: 'write', params: event.params, result: {} }, context);
    const [id = ''] = (await cli(core, 'undo')).text.split(' ');
    expect((await cli(core, 'undo', [id])).text).toMatch(new RegExp(`^${id}: complete\n`));
  });

  it('knows every agent of the configuration', async () => {
    const core = openCore();
    const [event, context] = call('exec', { command: 'ls' }, 'agent:bob:test');
    expect(core.gate.policy(event, { ...context, agentId: 'bob' })).toBeUndefined();
    const agents = [{ id: 'main' }, { id: 'bob', workspace: core.workspace }, { id: 'never-ran' }];
    const run = async (verb: string, ...words: string[]): ReturnType<typeof cli> =>
      cli(core, verb, words, {}, agents);
    expect((await run('verify')).text).toMatch(/^main: journal: .*\nbob: journal: ok$/);
    expect((await run('status')).text).toMatch(/Agent main\n[\s\S]*Agent bob\n[\s\S]*#agent:bob:test/);
    expect((await run('halt', '--all')).text).toBe('Halted every session');
    const again = call('exec', { command: 'ls' }, 'agent:bob:test');
    expect(core.gate.policy(again[0], { ...again[1], agentId: 'bob' })).toMatchObject({ allow: false });
    expect((await run('resume', '--all')).text).toBe('Resumed every session');
    expect(core.gate.policy(again[0], { ...again[1], agentId: 'bob' })).toBeUndefined();
  });

  it('doctor is content with a guard that guards', async () => {
    expect(await cli(openCore(), 'doctor', [], { entries })).toEqual({
      code: 0,
      text: '✓ Sentinel guards this OpenClaw',
    });
  });

  it('doctor names everything that keeps the guard from guarding', async () => {
    const off = {
      allow: ['telegram'],
      entries: { 'sentinel-agentos': { enabled: false, config: { language: 'xx' } } },
    };
    const { code, text } = await cli(openCore(), 'doctor', [], off);
    expect(code).toBe(1);
    for (const problem of [
      'switched off',
      'openclaw sentinel setup',
      'plugins.allow does not name',
      'agent exec',
      'language',
    ])
      expect(text).toContain(problem);
  });
});
