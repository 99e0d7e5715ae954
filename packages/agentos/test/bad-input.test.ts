import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { AgentOS, SentinelError, wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return SentinelError.is(error) ? error.code : String(error);
  }
  return 'nothing thrown';
}

describe('a workspace', () => {
  it('that does not exist, or is a file, is refused by name', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const nowhere = join(workspaceRoot, 'nowhere');
    expect(codeOf(() => new AgentOS({ workspaceRoot: nowhere, ...rest }))).toBe('STATE_UNAVAILABLE');
    expect(existsSync(nowhere)).toBe(false);
    const file = join(workspaceRoot, 'file');
    writeFileSync(file, '');
    expect(codeOf(() => new AgentOS({ workspaceRoot: file, ...rest }))).toBe('STATE_UNAVAILABLE');
  });

  it('whose state folder cannot be made is refused, and works with one elsewhere', async () => {
    const { workspaceRoot, userStateDir } = temporaryWorkspace();
    writeFileSync(join(workspaceRoot, '.agentos'), 'in the way');
    expect(codeOf(() => new AgentOS({ workspaceRoot, userStateDir }))).toBe('STATE_UNAVAILABLE');
    const stateDir = join(userStateDir, 'state');
    const sentinel = wrapAgent({ workspaceRoot, userStateDir, stateDir });
    expect(await sentinel.execute('ask', {}, () => 1)).toMatchObject({ status: 'succeeded', faults: [] });
  });

  it.skipIf(process.getuid?.() === 0)('that is read-only is refused', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    chmodSync(workspaceRoot, 0o500);
    expect(codeOf(() => new AgentOS({ workspaceRoot, ...rest }))).toBe('STATE_UNAVAILABLE');
    chmodSync(workspaceRoot, 0o700);
  });
});

describe('state that vanished or was damaged', () => {
  it('a journal that cannot be written any more runs nothing', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const sentinel = wrapAgent({ workspaceRoot, ...rest });
    await sentinel.execute('ask', {}, () => 1);
    rmSync(join(workspaceRoot, '.agentos'), { recursive: true });
    writeFileSync(join(workspaceRoot, '.agentos'), 'in the way');
    const tool = vi.fn();
    const receipt = await sentinel.execute('write_file', { path: 'a', content: 'b' }, tool);
    expect(receipt).toMatchObject({ status: 'faulted', allowed: false });
    expect(receipt.faults[0]?.code).toBe('JOURNAL_FAILED');
    expect(tool).not.toHaveBeenCalled();
  });

  it('damaged memory and profile files are kept aside and reported, and everything works', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const first = new AgentOS({ workspaceRoot, ...rest });
    first.memory.semantic.setPreference('language', 'zh-CN');
    await first.execute('exec', { command: 'npm test' }, () => 'all passed');
    first.endSession();
    await first.close();
    const garbage = Buffer.from([0, 255, 123, 10, 10, 91]);
    const damaged = ['memory', 'profile'].flatMap((name) => {
      const folder = join(workspaceRoot, '.agentos', name);
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.jsonl?$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
    });
    expect(damaged.length).toBeGreaterThan(1);
    for (const file of damaged) writeFileSync(file, garbage);

    const second = new AgentOS({ workspaceRoot, ...rest });
    expect(await second.execute('exec', { command: 'npm test' }, () => 'all passed')).toMatchObject({
      status: 'succeeded',
      faults: [],
    });
    expect(second.statusReport()).toContain('Attention');
    const kept = readdirSync(join(workspaceRoot, '.agentos'), { recursive: true }).map(String);
    expect(kept.some((name) => name.includes('corrupt'))).toBe(true);
  });

  it('a broken rules file is refused by name: fewer rules than were written would be worse than none', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    mkdirSync(join(workspaceRoot, '.agentos'));
    writeFileSync(join(workspaceRoot, '.agentos', 'rules.json'), '{ not json');
    expect(codeOf(() => new AgentOS({ workspaceRoot, ...rest }))).toBe('INVALID_CONFIG');
  });
});

describe('a call', () => {
  it('of an unknown tool is not silently let through', async () => {
    const receipt = await wrapAgent(temporaryWorkspace()).execute('frobnicate', { level: 11 }, () => 'done');
    expect(receipt).toMatchObject({ allowed: true, risk: 'notify', effects: [{ verb: 'unknown' }] });
  });

  it('without parameters that a rule requires is denied by name', async () => {
    const sentinel = wrapAgent({ ...temporaryWorkspace(), preRegisteredRules: true });
    const receipt = await sentinel.execute('exec', {}, () => 'never');
    expect(receipt).toMatchObject({ status: 'denied' });
    expect(receipt.reason).toContain('command');
  });

  it('may not write the state folder, however it is spelt', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const sentinel = wrapAgent({ workspaceRoot, ...rest });
    for (const [tool, params] of [
      ['write_file', { path: '.agentos/audit/x', content: '' }],
      ['write_file', { path: `${workspaceRoot}/src/../.agentos/rules.json`, content: '{}' }],
      ['exec', { command: 'rm -rf .agentos' }],
      ['exec', { command: 'echo x >> .agentos/audit/journal.jsonl' }],
    ] as const) {
      expect(await sentinel.execute(tool, params, () => 1)).toMatchObject({ status: 'denied' });
    }
  });
});

describe('two processes', () => {
  it('on one workspace lose nothing, or the second is told clearly', async () => {
    const { workspaceRoot, userStateDir } = temporaryWorkspace();
    const program = fileURLToPath(new URL('./one-writer.ts', import.meta.url));
    const writer = async (name: string): Promise<string> =>
      new Promise((done) => {
        const child = spawn(
          process.execPath,
          [
            '--import',
            import.meta.resolve('tsx'),
            '--conditions=@sentinel-agentos/source',
            program,
            workspaceRoot,
            userStateDir,
            name,
          ],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        let out = '';
        child.stdout.on('data', (data) => (out += String(data)));
        child.on('close', () => done(out));
      });
    const reports = await Promise.all(['one', 'two'].map(writer));
    const acknowledged = reports.flatMap((text) => (JSON.parse(text) as { ids: string[] }).ids);
    const codes = reports.flatMap((text) => (JSON.parse(text) as { codes: string[] }).codes);
    expect(acknowledged.length + codes.length).toBe(40);
    expect(new Set(codes).size).toBeLessThanOrEqual(1);

    const os = new AgentOS({ workspaceRoot, userStateDir });
    expect(os.verifyAudit().status).toBe('ok');
    const recorded = new Set(os.audit({ limit: 100 }).map(({ id }) => id));
    expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([]);
    expect(os.memory.semantic.getPreference('one')).toBe('here');
    expect(os.memory.semantic.getPreference('two')).toBe('here');
  });
});

describe('a hostile repository', () => {
  it('that brings a link as .agentos/.gitignore cannot have a file of the user’s overwritten', () => {
    const { workspaceRoot, userStateDir } = temporaryWorkspace();
    const victim = join(workspaceRoot, 'victim');
    writeFileSync(victim, 'precious');
    mkdirSync(join(workspaceRoot, '.agentos'));
    symlinkSync(victim, join(workspaceRoot, '.agentos', '.gitignore'));
    new AgentOS({ workspaceRoot, userStateDir }).statusReport();
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('that brings a link as .agentos is refused', () => {
    const { workspaceRoot, userStateDir } = temporaryWorkspace();
    const elsewhere = join(workspaceRoot, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(workspaceRoot, '.agentos'));
    expect(codeOf(() => new AgentOS({ workspaceRoot, userStateDir }))).toBe('STATE_UNAVAILABLE');
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

describe('a tool that may not run', () => {
  it('is denied by every way in, and nobody is asked about it', async () => {
    const approve = vi.fn();
    const sentinel = wrapAgent({ ...temporaryWorkspace(), forbiddenTools: ['exec'], approver: { approve } });
    const params = { command: 'npm publish' };
    const reason = 'Tool "exec" is forbidden';
    expect(sentinel.preCheck('exec', params)).toMatchObject({ allowed: false, reason });
    expect(await sentinel.execute('exec', params, vi.fn())).toMatchObject({ status: 'denied', reason });
    expect(sentinel.os.executePipeline({ toolName: 'exec', parameters: params }).snapshot).toBeNull();
    expect(approve).not.toHaveBeenCalled();
  });
});

describe('a host', () => {
  it('cannot complete an allowed call as another one', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { snapshot } = os.executePipeline({ toolName: 'read_file', parameters: { path: 'a' } });
    const complete = (toolName: string, toolParameters: object) =>
      codeOf(() => os.completeExecution({ toolName, toolParameters, snapshot }));
    expect(complete('exec', { command: 'rm -rf /' })).toBe('INVALID_ARGUMENT');
    expect(complete('read_file', { path: 'b' })).toBe('INVALID_ARGUMENT');
    expect(complete('read_file', { path: 'a' })).toBe('nothing thrown');
  });

  it('that closes while a tool runs still gets its outcome recorded', async () => {
    const options = temporaryWorkspace();
    const sentinel = wrapAgent(options);
    const tools = sentinel.wrapTools({
      wait: async () => new Promise((done) => setTimeout(() => done('waited'), 30)),
    });
    const running = [tools.wait(), sentinel.execute('ask', {}, async () => tools.wait())];
    await new Promise((resolve) => setTimeout(resolve, 10));
    await sentinel.close();
    await Promise.all(running);
    expect(wrapAgent(options).os.getAuditStats()).toMatchObject({ totalOperations: 3, unfinished: 0 });
  });
});
