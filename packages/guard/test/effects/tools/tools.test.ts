import { describe, expect, it } from 'vitest';
import { readEffects } from '../../../src/effects/read-effects.js';
import { toolKind } from '../../../src/effects/tools/tool-names.js';
import { levelOf, readCall, riskOf, rulesOf, shapeOf, world } from '../reading.js';

describe('shell tools', () => {
  it.each([
    'exec',
    'bash',
    'sh',
    'shell',
    'run',
    'run_command',
    'terminal',
    'execute_command',
    'zsh',
    'Bash',
    'functions.exec',
    'mcp__box__run_command',
    'runTerminalCmd'.replace('Terminal', 'In'),
  ])('%s runs its command', (tool) => {
    expect(toolKind(tool) === 'shell' || tool.startsWith('runIn')).toBe(true);
  });

  it.each(['command', 'cmd', 'script', 'code'])('the text may stand in %s', (param) => {
    const reading = readCall('exec', { [param]: 'rm -rf /' });
    expect(shapeOf(reading)).toBe('fs.delete host irreversible critical');
    expect(reading.effects[0]?.evidence).toEqual({ param, start: 7, end: 8 });
  });

  it('arguments as a list are not read by a shell', () => {
    expect(shapeOf(readCall('exec', { command: 'echo', args: ['; rm -rf /'] }))).toBe('none');
    const reading = readCall('exec', { command: 'rm', args: ['-rf', '/'] });
    expect(shapeOf(reading)).toBe('fs.delete host irreversible critical');
    expect(reading.effects[0]?.evidence).toEqual({ param: 'args.1', start: 0, end: 1 });
    expect(reading.commands[0]?.argv).toEqual(['rm', '-rf', '/']);
    expect(shapeOf(readCall('exec', { command: ['bash', '-c', 'rm -rf /'] }))).toBe(
      'fs.delete host irreversible critical',
    );
  });

  it('a folder among the parameters moves relative targets', () => {
    expect(readCall('exec', { command: 'rm -rf x', cwd: '/etc' }).effects[0]?.target).toBe('/etc/x');
    expect(readCall('exec', { command: 'rm x', workdir: 'src' }).effects[0]?.target).toBe('/proj/app/src/x');
  });

  it('without a command the call is unknown', () => {
    expect(shapeOf(readCall('exec', { input: 'rm -rf /' }))).toBe('fs.delete host irreversible critical');
    for (const params of [
      { command: 'ls', cmd: 'rm -rf /' },
      { command: '', script: 'rm -rf /' },
      { cmd: 'ls', code: 'rm -rf /', input: 'y' },
    ]) {
      expect(shapeOf(readCall('exec', params))).toBe('fs.delete host irreversible critical');
    }
    expect(shapeOf(readCall('frobnicate', { command: 'ls', cmd: 'rm -rf /' }))).toBe(
      'fs.delete host irreversible critical',
    );
    expect(readCall('exec', { command: 'cat', input: 'rm -rf /' }).effects).toEqual([]);
    expect(shapeOf(readCall('exec', {}))).toBe('unknown host partial normal');
    expect(shapeOf(readCall('exec', { command: 5 }))).toBe('unknown host partial normal');
  });

  it('a shell of another language is read in it, and asks where nothing can be read', () => {
    expect(levelOf(readCall('powershell', { command: 'Remove-Item -Recurse C:\\' }))).toBe('deny');
    expect(levelOf(readCall('powershell', { command: 'Get-ChildItem' }))).toBe('auto');
    expect(rulesOf(readCall('cmd', {}))).toEqual(['shell.foreign-syntax']);
    expect(levelOf(readCall('cmd', {}))).toBe('confirm');
  });
});

describe('file tools', () => {
  it.each([
    ['read_file', { path: 'src/main.ts' }, 'fs.read workspace pure normal'],
    ['read_file', { file_path: '.env' }, 'secret.read process irreversible critical'],
    ['view', { path: '~/.ssh/id_rsa' }, 'secret.read process irreversible critical'],
    ['read', { paths: ['a', '.env'] }, 'secret.read process irreversible critical'],
    ['grep', { pattern: 'rm -rf /', path: 'src' }, 'none'],
    ['ls', { path: '/' }, 'none'],
    ['write', { path: 'src/new.ts' }, 'fs.write workspace easy normal'],
    ['create_file', { path: '../outside.txt' }, 'fs.write host easy normal'],
    ['edit_file', { path: '/home/user/notes.txt' }, 'fs.write host hard normal'],
    ['str_replace', { path: '/etc/passwd' }, 'fs.write host hard critical'],
    [
      'str_replace_based_edit_tool',
      { command: 'view', path: '.env' },
      'secret.read process irreversible critical',
    ],
    ['append', { filename: '.env' }, 'fs.write workspace easy sensitive'],
    ['delete_file', { path: 'src/main.ts' }, 'fs.delete workspace hard normal'],
    ['remove', { path: '/' }, 'fs.delete host irreversible critical'],
    ['unlink', { path: '/proj/app' }, 'fs.delete workspace irreversible critical'],
    ['move_file', { source: 'a', destination: 'b' }, 'fs.delete workspace easy normal'],
    ['rename', { from: '/etc/passwd', to: 'x' }, 'fs.delete host irreversible sensitive'],
    ['copy_file', { src: 'a', dst: '/etc/shadow' }, 'fs.write host hard critical'],
    ['move', { source: 'a' }, 'unknown host partial normal'],
    ['write_file', { input: '/etc/hosts' }, 'fs.write host hard normal'],
    ['write_file', {}, 'unknown host partial normal'],
    ['apply_patch', {}, 'unknown host partial normal'],
    ['apply_patch', { patch: 'x', path: 'src/main.ts' }, 'fs.write workspace easy normal'],
  ] as const)('%s %o is %s', (tool, params, shape) => {
    expect(shapeOf(readCall(tool, params))).toBe(shape);
  });

  it('a path with a link is judged where it leads', () => {
    const files = { '/proj/app/link': { symlink: '/etc' } } as const;
    expect(shapeOf(readCall('write_file', { path: 'link/shadow' }, files))).toBe(
      'fs.write host hard critical',
    );
    expect(shapeOf(readCall('delete', { path: 'link' }, files))).toBe('fs.delete workspace hard normal');
    expect(shapeOf(readCall('read_file', { path: 'link/../etc/shadow' }, files))).toBe(
      'secret.read process irreversible critical',
    );
  });

  it('a link that leads to nothing is a place nobody sees', () => {
    const files = { '/proj/app/link': { symlink: '/home/user/.ssh/authorized_keys' } } as const;
    expect(shapeOf(readCall('write_file', { path: 'link' }, files))).toBe('fs.write host hard normal');
  });

  it('the files of a patch are its targets, with their span', () => {
    const patch =
      '*** Begin Patch\n*** Update File: src/a.ts\n*** Delete File: src/b.ts\n*** Add File: .git/hooks/x\n*** Move to: c\n*** End Patch';
    const reading = readCall('apply_patch', { input: patch });
    expect(reading.effects.map(({ verb, target }) => `${verb} ${target}`)).toEqual([
      'fs.write /proj/app/src/a.ts',
      'fs.delete /proj/app/src/b.ts',
      'fs.write /proj/app/.git/hooks/x',
      'fs.write /proj/app/c',
    ]);
    expect(reading.effects.map(({ evidence }) => patch.slice(evidence.start, evidence.end))).toEqual([
      'src/a.ts',
      'src/b.ts',
      '.git/hooks/x',
      'c',
    ]);
    expect(rulesOf(reading)).toEqual(['path.git-control']);
  });

  it('a unified diff is read too', () => {
    const reading = readCall('patch', { diff: '--- a/x.ts\n+++ b/x.ts\n@@\n--- a/y.ts\n+++ /dev/null\n' });
    expect(reading.effects.map(({ verb, target }) => `${verb} ${target}`)).toEqual([
      'fs.write /proj/app/x.ts',
      'fs.delete /proj/app/y.ts',
    ]);
  });

  it('nothing an agent does may write to the state folder', () => {
    for (const [tool, params] of [
      ['write_file', { path: '.agentos/rules.json' }],
      ['delete', { path: '/proj/app/.agentos' }],
      ['exec', { command: 'echo x >> .agentos/audit/log' }],
      ['exec', { command: 'sed -i s/a/b/ .agentos/rules.json' }],
      ['exec', { command: 'chmod 000 .agentos' }],
      ['exec', { command: 'mv .agentos /tmp' }],
    ] as const) {
      expect(rulesOf(readCall(tool, params)), JSON.stringify(params)).toContain('state.protected');
      expect(levelOf(readCall(tool, params))).toBe('deny');
    }
  });
});

describe('other tools', () => {
  it.each([
    ['web_fetch', { url: 'https://x.example' }, 'net.fetch shared easy normal'],
    ['http_request', { url: 'https://x.example', method: 'DELETE' }, 'net.send shared hard normal'],
    [
      'http_request',
      { url: 'https://x.example', method: 'POST', body: '{}' },
      'net.send shared partial normal',
    ],
    ['fetch', { url: 'http://169.254.169.254/' }, 'secret.read process irreversible critical'],
    ['fetch', { url: 'file:///home/user/.ssh/id_rsa' }, 'secret.read process irreversible critical'],
    ['fetch', { url: 'https://x.example', files: ['.env'] }, 'net.send shared irreversible critical'],
    ['fetch', {}, 'unknown workspace hard normal'],
    ['sql', { query: 'SELECT 1' }, 'db.read shared pure normal'],
    ['execute_sql', { statements: ['SELECT 1', 'TRUNCATE t'] }, 'db.mutate shared irreversible critical'],
    ['query', {}, 'unknown workspace hard normal'],
    ['send_message', { to: 'a', text: 'hi' }, 'message.send shared partial normal'],
    ['send_email', { to: 'a', attachments: ['.env'] }, 'net.send shared irreversible critical'],
    ['send_email', {}, 'message.send shared partial normal'],
  ] as const)('%s %o is %s', (tool, params, shape) => {
    expect(shapeOf(readCall(tool, params))).toBe(shape);
  });

  it('an unknown tool is unknown, and tells more when its parameters do', () => {
    expect(riskOf(readCall('frobnicate', {}))).toBe(0.73);
    expect(shapeOf(readCall('frobnicate', { command: 'rm -rf /' }))).toBe(
      'fs.delete host irreversible critical',
    );
    expect(shapeOf(readCall('frobnicate', { sql: 'DROP TABLE x' }))).toBe(
      'db.mutate shared irreversible critical',
    );
    expect(shapeOf(readCall('frobnicate', { path: '.env' }))).toBe(
      'secret.read process irreversible critical',
    );
  });

  it('names of the language are no tools', () => {
    for (const tool of ['__proto__', 'constructor', 'toString', '', ' ', 'x'.repeat(5000)]) {
      expect(shapeOf(readCall(tool, {}))).toBe('unknown workspace hard normal');
    }
  });
});

describe('readers of the host', () => {
  const call = {
    id: 'c',
    tool: 'pay',
    params: { amount: 5 },
    sessionId: 's',
    agentId: 'a',
    cwd: '/proj/app',
    claims: [],
  };

  it('come before the built-in ones', () => {
    const effect = {
      verb: 'net.send',
      target: 'bank',
      scope: 'shared',
      reversibility: 'irreversible',
      sensitivity: 'critical',
      remote: true,
      evidence: { param: 'amount', start: 0, end: 0 },
    } as const;
    expect(readEffects(call, { ...world(), toolReaders: { pay: () => [effect] } }).effects).toEqual([effect]);
    expect(
      readEffects({ ...call, tool: 'exec' }, { ...world(), toolReaders: { exec: () => [] } }).effects,
    ).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    [
      'throw',
      () => {
        throw new Error('no');
      },
    ],
    ['forget to return', () => undefined],
    ['give null', () => null],
    ['give one effect and no list', () => ({ verb: 'fs.read' })],
    ['are asynchronous', () => Promise.resolve([])],
  ])('that %s make the call unknown', (_, pay) => {
    const reading = readEffects(call, { ...world(), toolReaders: { pay: pay as () => [] } });
    expect(rulesOf(reading)).toEqual(['tool.reader-failed']);
    expect(shapeOf(reading)).toBe('unknown host partial normal');
  });
});

describe('a command with arguments beside it', () => {
  it('is read as shell text too when it looks like one', () => {
    expect(shapeOf(readCall('exec', { command: 'rm -rf /', args: ['x'] }))).toBe(
      'fs.delete host irreversible critical',
    );
  });
});
