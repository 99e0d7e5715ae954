import { describe, expect, it } from 'vitest';
import { levelOf, readCall, rulesOf, shapeOf } from '../reading.js';

const GONE = 'fs.delete host irreversible critical';

describe('shell tools of all hosts', () => {
  it.each([
    ['local_shell', { action: { type: 'exec', command: ['rm', '-rf', '/'] } }],
    ['shell', { command: ['bash', '-lc', 'rm -rf /'] }],
    ['shell', { commands: ['ls', 'rm -rf /'] }],
    ['run_command', { CommandLine: 'rm -rf /', Cwd: 'src' }],
    ['run_shell_command', { command: 'rm -rf *', directory: '/etc' }],
    ['exec', { command: 'rm -rf *', cwd: 'src', workdir: '/etc' }],
    ['execute_command', { command: 'rm -rf /', requires_approval: false }],
    ['Bash', { command: 'ls', bash_command: 'rm -rf /' }],
    ['exec', { Command: 'rm -rf /' }],
    ['terminal', { action: 'input', data: 'rm -rf /\n' }],
    ['terminal', { action: 'read', data: 'rm -rf /\n' }],
  ])('%s %o', (tool, params) => {
    expect(shapeOf(readCall(tool, params))).toBe(GONE);
  });

  it('what the environment makes a command run counts', () => {
    expect(rulesOf(readCall('exec', { command: 'ls', env: { LD_PRELOAD: './x.so' } }))).toEqual([
      'config.injected-code',
    ]);
    expect(shapeOf(readCall('exec', { command: 'git pull', env: { GIT_SSH_COMMAND: 'rm -rf /' } }))).toBe(
      GONE,
    );
    expect(shapeOf(readCall('exec', { command: 'rm -rf $X', env: { X: '/' } }))).toBe(GONE);
    expect(shapeOf(readCall('exec', { command: 'rm -rf $X', env: ['X=/'] }))).toBe(GONE);
    expect(shapeOf(readCall('exec', { command: 'ls', env: { NODE_ENV: 'test', N: 1 } }))).toBe('none');
  });

  it('more rights are told', () => {
    expect(levelOf(readCall('exec', { command: 'ls', elevated: true }))).toBe('notify');
    expect(levelOf(readCall('exec', { command: 'ls', elevated: false }))).toBe('auto');
  });

  it('a script file is run', () => {
    expect(levelOf(readCall('run_script', { path: '/tmp/x.sh' }))).not.toBe('auto');
  });

  it('only a terminal is looked at', () => {
    expect(shapeOf(readCall('terminal', { action: 'read' }))).toBe('none');
    expect(shapeOf(readCall('exec', { action: 'read' }))).toBe('unknown host partial normal');
  });
});

describe('input for running programs', () => {
  it.each([
    ['process', { action: 'write', data: 'rm -rf /\n' }],
    ['process', { action: 'poll', data: 'rm -rf /\n' }],
    ['process', { action: 'send-keys', keys: ['rm', ' ', '-rf', ' ', '/', 'Enter'] }],
    ['process', { action: 'send-keys', keys: ['rm -rf', 'Space', '/', 'C-m'] }],
    ['process', { action: 'send-keys', literal: 'rm -rf /' }],
    ['process', { action: 'paste', text: 'rm -rf /' }],
    ['process', { action: 'write', hex: ['72', '6d', '20', '2d', '72', '66', '20', '2f'] }],
    ['process', { action: 'write', hex: '726d202d7266202f' }],
    ['write_stdin', { session_id: 1, chars: 'rm -rf /\n' }],
    ['send_command_input', { Input: 'rm -rf /' }],
    ['tmux_send_keys', { keys: 'rm -rf /' }],
    ['interact_with_process', { pid: 1, input: 'rm -rf /' }],
  ])('%s %o is shell text', (tool, params) => {
    expect(shapeOf(readCall(tool, params))).toBe(GONE);
  });

  it('looking at them is nothing, ending them little', () => {
    expect(shapeOf(readCall('process', { action: 'list' }))).toBe('none');
    expect(levelOf(readCall('process', { action: 'kill' }))).toBe('auto');
    expect(levelOf(readCall('kill_process', { pid: 4242 }))).toBe('auto');
    expect(levelOf(readCall('kill_process', { pid: -1 }))).toMatch(/confirm|deny/);
    expect(levelOf(readCall('process', {}))).toBe('confirm');
    expect(levelOf(readCall('process', { action: 'frobnicate' }))).toBe('confirm');
  });
});

describe('code tools', () => {
  it.each([
    ['python', { code: "import shutil; shutil.rmtree('/')" }],
    ['python', { source: "import shutil; shutil.rmtree('/')" }],
    ['run_code', { language: 'python3', code: "import shutil; shutil.rmtree('/')" }],
    ['run_code', { code: "import shutil; shutil.rmtree('/')" }],
    ['run_code', { language: 'cobol', code: "require('fs').rmSync('/')" }],
    ['execute_code', { language: 'bash', code: 'rm -rf /' }],
    ['python', { language: 'bash', code: 'rm -rf /' }],
    ['ipython', { code: 'x = 1\n!rm -rf /' }],
    ['jupyter', { cell: '%%bash\nrm -rf /' }],
    ['mcp__ide__executeCode', { code: '!rm -rf /' }],
    ['node', { script: "require('fs').rmSync('/')" }],
    ['code_interpreter', { command: 'rm -rf /' }],
    ['repl', { body: { code: "require('fs').rmSync('/')" } }],
  ])('%s %o', (tool, params) => {
    expect(shapeOf(readCall(tool, params))).toBe(GONE);
  });

  it('ordinary code runs, and hidden code is asked about', () => {
    expect(levelOf(readCall('python', { code: 'print(1)' }))).toBe('auto');
    expect(levelOf(readCall('run_code', { code: 'x = 1', language: 'r' }))).toBe('notify');
    expect(levelOf(readCall('python', {}))).toBe('confirm');
  });
});

describe('scheduled commands', () => {
  it.each([
    ['cron', { action: 'add', job: { payload: { kind: 'script', script: 'rm -rf /' } } }],
    ['automations', { action: 'add', job: { schedule: { kind: 'stream', command: ['rm', '-rf', '/'] } } }],
    ['schedule_task', { command: 'rm -rf /', schedule: '@daily' }],
    ['crontab', { line: '0 3 * * * rm -rf /' }],
    ['cron', { action: 'list', job: { command: 'rm -rf /' } }],
  ])('%s %o is read as if it ran now', (tool, params) => {
    expect(shapeOf(readCall(tool, params))).toBe(GONE);
  });

  it('a harmless one is asked about, a reminder is told, a look is nothing', () => {
    expect(levelOf(readCall('schedule_task', { command: 'ls', schedule: '@daily' }))).toBe('confirm');
    expect(
      levelOf(readCall('cron', { action: 'add', job: { payload: { kind: 'agentTurn', message: 'x' } } })),
    ).toBe('notify');
    expect(levelOf(readCall('cron', { action: 'list' }))).toBe('auto');
    expect(levelOf(readCall('cron', { action: 'remove', id: '1' }))).toBe('auto');
  });
});
