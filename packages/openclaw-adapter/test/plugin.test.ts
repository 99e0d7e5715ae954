import { describe, expect, it } from 'vitest';
import { call, matching, person, register, scriptedHost, temporaryFolders } from './scripted-host.js';
import type { CoreModule } from '../src/plugin.js';

const broken = (): CoreModule => {
  throw new Error("Cannot find module './core.cjs'");
};

async function statusOf(host: ReturnType<typeof scriptedHost>): Promise<{ code: number; body: unknown }> {
  const answer = { statusCode: 0, setHeader: () => undefined, end: (text: string) => void (body = text) };
  let body = '';
  await host.route?.handler({}, answer);
  return { code: answer.statusCode, body: JSON.parse(body) };
}

describe('the plugin', () => {
  it('registers its gate before everything that needs it', () => {
    const host = scriptedHost(temporaryFolders());
    register(host);
    expect(host.registered.slice(0, 3)).toEqual(['cli', 'policy', 'before_tool_call']);
    expect(host.log).toEqual([]);
  });

  it('registers nothing but its commands while the host only asks for those', () => {
    const host = scriptedHost(temporaryFolders(), { mode: 'cli-metadata' });
    register(host);
    expect(host.registered).toEqual(['cli']);
  });

  it('is one guard for all registrations of a process', () => {
    const folders = temporaryFolders();
    const [full, discovery] = [
      scriptedHost(folders, { mode: 'full' }),
      scriptedHost(folders, { mode: 'discovery' }),
    ];
    register(full);
    register(discovery);
    const [event, context] = call('exec', { command: 'ls' });
    expect(full.policy?.evaluate(event, context)).toBeUndefined();
    discovery.hooks.after_tool_call?.({ toolName: 'exec', params: event.params, result: {} }, context);
    expect(full.command).toBeDefined();
  });

  it('[S2-181] denies everything, and says so, when the core does not load', async () => {
    const host = scriptedHost(temporaryFolders());
    register(host, broken);
    const [event, context] = call('exec', { command: 'ls' });
    const why = /nothing runs: the guard cannot start \(Cannot find module/;
    const reason = matching(why);
    expect(host.policy?.evaluate(event, context)).toMatchObject({ allow: false, reason });
    expect(host.hooks.before_tool_call?.(event, context)).toMatchObject({ block: true, blockReason: reason });
    expect((await host.command?.handler(person('status')))?.text).toMatch(why);
    expect(await statusOf(host)).toMatchObject({
      code: 503,
      body: { state: 'denying', calls: { blocked: 1 } },
    });
    host.hooks.gateway_start?.();
    expect(host.log.join('\n')).toContain('NOTHING RUNS');
    const where = { channelId: 'telegram', sessionKey: 'agent:main:test' };
    expect(host.hooks.message_sending?.({ to: '1', content: 'a secret' }, where)).toEqual({
      content: matching(why),
    });
    const said = (await host.command?.handler(person('status')))?.text ?? '';
    expect(host.hooks.message_sending?.({ to: '1', content: said }, where)).toBeUndefined();
  });

  it('denies everything, and names the field, with a configuration that is wrong', () => {
    const host = scriptedHost(temporaryFolders(), { config: { approvalTimeoutMs: -1 } });
    register(host);
    expect(host.policy?.evaluate(...call('exec', { command: 'ls' }))).toMatchObject({
      allow: false,
      reason: matching(/approvalTimeoutMs/),
    });
  });

  it('goes on without what a host refuses to register, and says what that was', () => {
    const host = scriptedHost(temporaryFolders(), { refuses: ['policy', 'route', 'session_end'] });
    register(host);
    expect(host.registered).toContain('command');
    expect(host.hooks.before_tool_call?.(...call('exec', { command: 'rm -rf ~' }))).toMatchObject({
      block: true,
    });
    expect(host.log.join('\n')).toMatch(
      /the gate could not be registered[\s\S]*session_end[\s\S]*the status route/,
    );
  });

  it('one that is loaded anew and one that stops are the same guard', async () => {
    const folders = temporaryFolders();
    const [old, fresh] = [scriptedHost(folders), scriptedHost(folders)];
    register(old);
    old.hooks.gateway_start?.();
    const [event, context] = call('exec', { command: 'ls' });
    old.policy?.evaluate(event, context);
    register(fresh);
    fresh.hooks.gateway_start?.();
    await old.hooks.gateway_stop?.();
    expect(await statusOf(fresh)).toMatchObject({ body: { running: 1, agents: [{ agentId: 'main' }] } });
    await fresh.hooks.gateway_stop?.();
    expect(await statusOf(fresh)).toMatchObject({ body: { running: 0, agents: [] } });
  });

  it('what stops ends its own calls, and none of another configuration', async () => {
    const folders = temporaryFolders();
    const [one, two] = [scriptedHost(folders), scriptedHost(folders, { config: { language: 'zh' } })];
    for (const host of [one, two]) {
      register(host);
      host.hooks.gateway_start?.();
      host.policy?.evaluate(...call('exec', { command: 'ls' }));
    }
    await one.hooks.gateway_stop?.();
    expect(await statusOf(two)).toMatchObject({ body: { running: 1 } });
    await two.hooks.gateway_stop?.();
    expect(await statusOf(two)).toMatchObject({ body: { running: 0 } });
  });

  it('[S4-19] says one line when the gateway starts, and stops with it', async () => {
    const host = scriptedHost(temporaryFolders());
    register(host);
    host.hooks.gateway_start?.();
    expect(host.log).toEqual(['sentinel: guarding; /sentinel status tells more']);
    await host.hooks.gateway_stop?.();
    expect(await statusOf(host)).toMatchObject({ code: 200, body: { agents: [], running: 0 } });
  });
});
