import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const SECRET = 'ghp_k9XvQ2mZ7LrT4wYb8NcD1sFhJ6pAeU3oGiR5';
let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-hook-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function pipe(text: string, ...args: readonly string[]): Promise<Answer> {
  const terminal = new FakeTerminal(workspace, { CLAUDE_CONFIG_DIR: join(root, 'claude') });
  terminal.piped = [Buffer.from(text)];
  const code = await runCli(['hook', ...args], terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

const say = async (name: string, more: object = {}, ...args: readonly string[]): Promise<Answer> =>
  pipe(
    JSON.stringify({
      session_id: 's1',
      transcript_path: '/proj/t',
      cwd: workspace,
      hook_event_name: name,
      ...more,
    }),
    ...args,
  );
const bash = (command: string, id = 't1'): object => ({
  tool_name: 'Bash',
  tool_input: { command },
  tool_use_id: id,
});

async function look<T>(at: (os: AgentOS) => T): Promise<T> {
  const os = new AgentOS({ workspaceRoot: workspace });
  try {
    return at(os);
  } finally {
    await os.close();
  }
}

const openCalls = (): readonly string[] => {
  const folder = join(workspace, '.agentos', 'open-calls');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('a call of Claude Code', () => {
  it('is begun before and completed after, each in a process of its own, and can be undone', async () => {
    const target = join(workspace, 'a.txt');
    const write = {
      tool_name: 'Write',
      tool_input: { file_path: target, content: 'hello' },
      tool_use_id: 't1',
    };
    expect(await say('PreToolUse', write)).toMatchObject({ code: 0, stdout: '' });
    const [name = ''] = openCalls();
    expect(statSync(join(workspace, '.agentos', 'open-calls', name)).mode & 0o777).toBe(0o600);
    writeFileSync(target, 'hello');
    expect(await say('PostToolUse', { ...write, tool_response: { success: true } })).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(openCalls()).toEqual([]);
    await look((os) => {
      const [entry] = os.audit({});
      expect(entry).toMatchObject({
        toolName: 'Write',
        sessionId: 's1',
        agentId: 'claude-code',
        status: 'PASS',
      });
      os.undo(entry?.id ?? '');
      expect(os.verifyAudit().status).toBe('ok');
    });
    expect(existsSync(target)).toBe(false);
  });

  it('is denied, asked about, told or left to the host, as the guard decides', async () => {
    const answerTo = async (command: string, id: string, ...args: readonly string[]): Promise<unknown> => {
      const { stdout } = await say('PreToolUse', bash(command, id), ...args);
      return stdout === '' ? null : (JSON.parse(stdout) as { hookSpecificOutput: object }).hookSpecificOutput;
    };
    expect(await answerTo('rm -rf /', '1')).toMatchObject({ permissionDecision: 'deny' });
    expect(await answerTo('git push --force origin main', '2')).toMatchObject({ permissionDecision: 'ask' });
    expect(await answerTo('ls', '3')).toBeNull();
    expect(await answerTo('ls', '4', '--allow')).toMatchObject({ permissionDecision: 'allow' });
    expect(await answerTo('touch .claude/commands/a.md', '0')).not.toMatchObject({
      permissionDecision: 'deny',
    });
    // What Claude Code is set up with is not the agent's to change; the rest beside it is.
    expect(await answerTo('rm .claude/settings.json', '5')).toMatchObject({ permissionDecision: 'deny' });
    expect(await answerTo(`echo x > ${join(root, 'claude', 'settings.json')}`, '6')).toMatchObject({
      permissionDecision: 'deny',
    });
  });

  it('whose result holds a credential, or does not hold, is told to the model', async () => {
    await say('PreToolUse', bash('cat notes.txt'));
    const { stdout } = await say('PostToolUse', {
      ...bash('cat notes.txt'),
      tool_response: { stdout: `t ${SECRET}` },
    });
    expect(stdout).not.toContain(SECRET);
    expect(JSON.parse(stdout)).toMatchObject({
      hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: { stdout: 't [masked]' } },
    });
    const remove = bash('rm here.txt', 't2');
    writeFileSync(join(workspace, 'here.txt'), 'x');
    await say('PreToolUse', remove);
    const lied = await say('PostToolUse', { ...remove, tool_response: { stdout: '' } });
    expect(JSON.parse(lied.stdout)).toMatchObject({ decision: 'block' });
  });

  it('that failed, ran with other parameters, or was never announced is recorded for what it is', async () => {
    await say('PreToolUse', bash('ls', 'a'));
    await say('PostToolUseFailure', { ...bash('ls', 'a'), error: 'no such folder' });
    await say('PreToolUse', bash('ls', 'b'));
    await say('PostToolUse', { ...bash('pwd', 'b'), tool_response: '' });
    await say('PostToolUse', { ...bash('whoami', 'c'), tool_response: '' });
    await look((os) => {
      const told = os
        .audit({})
        .map(({ params, verifyStatus }) => `${JSON.stringify(params)} ${verifyStatus}`);
      expect(told.toReversed()).toEqual([
        '{"command":"ls"} FAIL',
        expect.stringContaining('"ls"'),
        expect.stringContaining('"pwd"'),
        expect.stringContaining('"whoami"'),
      ]);
    });
  });

  it('that its user did not allow is ended with the turn', async () => {
    await say('PreToolUse', bash('git push --force origin main'));
    expect(openCalls().length).toBe(1);
    expect(await say('Stop')).toMatchObject({ code: 0, stdout: '' });
    expect(openCalls()).toEqual([]);
    expect(await say('SessionEnd', { reason: 'exit' })).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('what is unexpected', () => {
  it('keeps the tool from running', async () => {
    const event = { session_id: 's1', cwd: workspace, hook_event_name: 'PreToolUse', ...bash('ls') };
    for (const text of [
      '',
      'null',
      '[]',
      '{"a"',
      JSON.stringify({ ...event, cwd: 'work' }),
      JSON.stringify({ ...event, session_id: 7 }),
      JSON.stringify({ ...event, tool_use_id: '' }),
      JSON.stringify({ ...event, hook_event_name: undefined }),
    ]) {
      const { code, stderr } = await pipe(text);
      expect([text, code]).toEqual([text, 2]);
      expect(stderr).toContain('sentinel: ');
    }
    const params = await pipe(JSON.stringify({ ...event, tool_input: 'ls' }));
    expect(params.stdout).toContain('"deny"');
    // An id that is used twice could complete the wrong call.
    expect((await say('PreToolUse', bash('ls', 'twice'))).code).toBe(0);
    expect((await say('PreToolUse', bash('ls', 'twice'))).code).toBe(2);
    // A state folder that is a link is somebody else's.
    rmSync(join(workspace, '.agentos'), { recursive: true });
    symlinkSync(root, join(workspace, '.agentos'));
    expect((await say('PreToolUse', bash('ls', 'x'))).code).toBe(2);
    expect((await say('Stop')).code).toBe(1);
  });

  it('of a kept call that became a link is refused, and what it leads to is left alone', async () => {
    expect((await say('PreToolUse', bash('ls'))).code).toBe(0);
    const [name = ''] = openCalls();
    const kept = join(workspace, '.agentos', 'open-calls', name);
    const elsewhere = join(root, 'elsewhere.json');
    // A call that would be resumed, were the link followed.
    renameSync(kept, elsewhere);
    const text = readFileSync(elsewhere, 'utf8');
    symlinkSync(elsewhere, kept);
    const ended = await say('PostToolUse', { ...bash('ls'), tool_response: '' });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('STATE_UNAVAILABLE');
    expect(readFileSync(elsewhere, 'utf8')).toBe(text);
    expect(openCalls()).toEqual([]);
    // Nor is one written through a link that lies in wait.
    symlinkSync(elsewhere, kept);
    expect((await say('PreToolUse', bash('ls'))).code).toBe(2);
    expect(readFileSync(elsewhere, 'utf8')).toBe(text);
    // At the end of the turn it is removed, and completes nothing.
    expect((await say('Stop')).code).toBe(0);
    expect(openCalls()).toEqual([]);
    await look((os) => expect(os.audit({}).every(({ outcome }) => outcome === null)).toBe(true));
  });

  it('of events that nobody knows passes', async () => {
    for (const name of ['UserPromptSubmit', 'PermissionRequest', 'SubagentStop', 'SomethingLater']) {
      expect(await say(name, { tool_name: 'Bash' })).toMatchObject({ code: 0, stdout: '' });
    }
  });
});

describe('the start of a session', () => {
  it('brings what is remembered', async () => {
    await look((os) => os.memory.semantic.setPreference('language', 'TypeScript'));
    const { stdout } = await say('SessionStart', { source: 'startup' });
    expect(JSON.parse(stdout)).toMatchObject({
      hookSpecificOutput: {
        hookEventName: 'SessionStart',
        additionalContext: expect.stringContaining('TypeScript') as string,
      },
    });
  });
});

describe('--install', () => {
  const settings = (): string => join(workspace, '.claude', 'settings.json');

  it('writes the hooks once, and keeps everything else', async () => {
    mkdirSync(join(workspace, '.claude'));
    const other = { matcher: 'Bash', hooks: [{ type: 'command', command: 'other' }] };
    writeFileSync(
      settings(),
      JSON.stringify({ model: 'x', hooks: { PreToolUse: [other], Notification: [] } }),
    );
    expect((await pipe('', '--install')).code).toBe(0);
    const text = readFileSync(settings(), 'utf8');
    const written = JSON.parse(text) as {
      model: string;
      hooks: Record<string, { hooks: { command: string }[] }[]>;
    };
    expect(written.model).toBe('x');
    expect(written.hooks['PreToolUse']?.[0]).toEqual(other);
    expect(written.hooks['PreToolUse']?.[1]?.hooks[0]?.command).toMatch(
      /^sentinel-agentos hook .* \|\| exit 2$/u,
    );
    expect(Object.keys(written.hooks)).toContain('PostToolUseFailure');
    expect((await pipe('', '--install')).stdout).toContain('there already');
    expect(readFileSync(settings(), 'utf8')).toBe(text);
    expect((await pipe('', '--print')).stdout).toContain('PreToolUse');
  });

  it('refuses what it cannot keep whole', async () => {
    mkdirSync(join(workspace, '.claude'));
    for (const text of ['{', '[]', '{"hooks":[]}', '{"hooks":{"PreToolUse":{}}}']) {
      writeFileSync(settings(), text);
      expect((await pipe('', '--install')).code).toBe(1);
      expect(readFileSync(settings(), 'utf8')).toBe(text);
    }
    rmSync(settings());
    symlinkSync(join(root, 'elsewhere.json'), settings());
    expect((await pipe('', '--install')).code).toBe(1);
  });
});
