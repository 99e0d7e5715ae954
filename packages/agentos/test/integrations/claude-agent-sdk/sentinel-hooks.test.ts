import { HOOK_EVENTS } from '@anthropic-ai/claude-agent-sdk';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import fc from 'fast-check';
import { canUseTool, sentinelHooks } from '../../../src/integrations/claude-agent-sdk/index.js';
import { ScriptedQuery } from './scripted-query.js';
import type { CanUseTool, Options, PreToolUseHookInput } from '@anthropic-ai/claude-agent-sdk';
import type { HookOutput, SentinelHooks } from '../../../src/integrations/claude-agent-sdk/index.js';

const SECRET = 'ghp_k9XvQ2mZ7LrT4wYb8NcD1sFhJ6pAeU3oGiR5';

describe('the types of the SDK', () => {
  it('take the hooks and the permission callback as they are', () => {
    expectTypeOf(sentinelHooks).returns.toExtend<NonNullable<Options['hooks']>>();
    expectTypeOf(canUseTool).returns.toExtend<CanUseTool>();
    expectTypeOf<PreToolUseHookInput>().toExtend<Parameters<SentinelHooks['PreToolUse'][0]['hooks'][0]>[0]>();
    const { hooks } = new ScriptedQuery();
    const options: Options = { hooks: { ...hooks, Notification: [] } };
    expect(HOOK_EVENTS).toEqual(expect.arrayContaining(Object.keys(options.hooks ?? {})));
  });

  it('have a call blocked whose first hook fails', () => {
    const { hooks } = new ScriptedQuery();
    expect(hooks.PreToolUse).toMatchObject([{ onFailure: 'block' }]);
    expect(hooks.PreToolUse[0]).not.toHaveProperty('matcher');
  });
});

describe('a call of a query', () => {
  it('is begun before and completed after, and can be undone', async () => {
    const query = new ScriptedQuery();
    const target = join(query.workspace, 'a.txt');
    const write = { tool: 'Write', input: { file_path: target, content: 'hello' } };
    expect(await query.use({ ...write, run: () => writeFileSync(target, 'hello') })).toEqual({});
    const [entry] = query.sentinel.audit();
    expect(entry).toMatchObject({ toolName: 'Write', sessionId: query.session, status: 'PASS' });
    query.sentinel.undo(entry?.id ?? '');
    expect(existsSync(target)).toBe(false);
    expect(query.sentinel.verifyAudit().status).toBe('ok');
  });

  it('is denied, asked about or left to the SDK, as the guard decides', async () => {
    const query = new ScriptedQuery();
    const decided = async (command: string, id: string) =>
      (await query.about('PreToolUse', { input: { command }, id })).hookSpecificOutput;
    expect(await decided('rm -rf /', '1')).toMatchObject({ permissionDecision: 'deny' });
    expect(await decided('git push --force origin main', '2')).toMatchObject({ permissionDecision: 'ask' });
    expect(await decided('ls', '3')).toBeUndefined();
  });

  it('whose result holds a credential is shown to the model without it', async () => {
    const query = new ScriptedQuery();
    const said = await query.use({
      input: { command: 'cat notes.txt' },
      run: () => ({ stdout: `t ${SECRET}` }),
    });
    expect(said).toMatchObject({ hookSpecificOutput: { updatedToolOutput: { stdout: 't [masked]' } } });
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });

  it('that failed, ran with other parameters, or was never announced is recorded for what it is', async () => {
    const query = new ScriptedQuery();
    const bash = (command: string, id: string) => ({ input: { command }, id });
    await query.about('PreToolUse', bash('ls', 'a'));
    await query.about('PostToolUseFailure', bash('ls', 'a'), { error: 'no such folder' });
    await query.about('PreToolUse', bash('ls', 'b'));
    await query.about('PostToolUse', bash('pwd', 'b'), { tool_response: '' });
    await query.about('PostToolUse', bash('whoami', 'c'), { tool_response: '' });
    const told = query.sentinel.audit().map(({ params }) => JSON.stringify(params));
    expect(told.toReversed()).toEqual([
      '{"command":"ls"}',
      '{"command":"ls"}',
      '{"command":"pwd"}',
      '{"command":"whoami"}',
    ]);
  });

  it('is judged as it was when its hook ran, whatever the host makes of its own object', async () => {
    const query = new ScriptedQuery();
    const input = { command: 'ls' };
    await query.about('PreToolUse', { input });
    input.command = 'pwd';
    await query.about('PostToolUse', { input }, { tool_response: '' });
    expect(query.sentinel.audit().map(({ params }) => params)).toEqual([
      { command: 'pwd' },
      { command: 'ls' },
    ]);
  });

  it('belongs to its session, and ends with its turn', async () => {
    const query = new ScriptedQuery();
    await query.about('PreToolUse', { input: { command: 'ls' } });
    expect(await query.tell('Stop', { session_id: 'another', stop_hook_active: false })).toEqual({});
    expect(query.sentinel.audit()).toMatchObject([{ status: 'UNFINISHED' }]);
    expect(await query.tell('Stop', { stop_hook_active: false })).toEqual({});
    expect(query.sentinel.audit()).toMatchObject([
      { toolName: 'Bash', reason: expect.stringContaining('how it ended') as string },
    ]);
    expect(await query.tell('SessionEnd', { reason: 'other' })).toEqual({});
  });
});

describe('a session', () => {
  it('begins with what is remembered', async () => {
    const query = new ScriptedQuery();
    query.sentinel.os.memory.semantic.setPreference('language', 'TypeScript');
    expect(await query.tell('SessionStart', { source: 'startup' })).toMatchObject({
      hookSpecificOutput: { additionalContext: expect.stringContaining('TypeScript') as string },
    });
  });
});

describe('what is unexpected', () => {
  const decisionOf = ({ hookSpecificOutput: said }: HookOutput): unknown =>
    said?.hookEventName === 'PreToolUse' ? said.permissionDecision : said;

  it('keeps the tool from running', async () => {
    const query = new ScriptedQuery();
    const use = { input: { command: 'ls' } };
    for (const wrong of [
      { cwd: 'work' },
      { session_id: 7 },
      { hook_event_name: 'Other' },
      { tool_input: 'ls' },
    ]) {
      expect(decisionOf(await query.about('PreToolUse', use, wrong))).toBe('deny');
    }
    // An id that is used twice could complete the wrong call.
    expect(decisionOf(await query.about('PreToolUse', use))).toBeUndefined();
    expect(decisionOf(await query.about('PreToolUse', use))).toBe('deny');
    const unread = { tool_response: '', session_id: '' };
    expect(await query.about('PostToolUse', use, unread)).toMatchObject({ decision: 'block' });
    await query.sentinel.close();
    expect(decisionOf(await query.about('PreToolUse', { ...use, id: 'later' }))).toBe('deny');
    await expect(query.tell('Stop', { cwd: '' })).rejects.toThrow('cwd');
  });

  it('is denied or judged, and never thrown, whatever an event holds', async () => {
    const query = new ScriptedQuery();
    const hook = query.hooks.PreToolUse[0]?.hooks[0] ?? expect.unreachable('there is a hook');
    const hostile = fc.record(
      { tool_name: fc.anything(), tool_input: fc.object(), tool_use_id: fc.string(), cwd: fc.string() },
      { requiredKeys: [] },
    );
    const base = { hook_event_name: 'PreToolUse', session_id: 's\0\uD800', cwd: '/proj' };
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), hostile), async (value) => {
        expect(decisionOf(await hook(value))).toBe('deny');
        const whole = { ...base, tool_name: '__proto__', tool_use_id: `${Math.random()}`, tool_input: value };
        expect(['deny', 'ask', undefined]).toContain(decisionOf(await hook(whole)));
      }),
      { numRuns: 30 },
    );
  });
});
