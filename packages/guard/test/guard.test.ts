import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision, ToolCall } from '@sentinel-agentos/core';
import { guardConformance } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGuard } from '../src/guard.js';
import { callOf } from './effects-by-hand.js';
import type { GuardOptions } from '../src/guard-options.js';
import type { SentinelGuard } from '../src/decision/inspecting-guard.js';

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'guard-')));
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, '.agentos', 'audit'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, '.env'), 'TOKEN=x');
  symlinkSync(join(root, '.agentos'), join(root, 'state-link'));
});

describe('options of a guard', () => {
  it.each([
    [{ instantRule: true }, 'instantRule'],
    [{ WorkspaceRoot: '/w' }, 'WorkspaceRoot'],
    [{ workspaceRoot: '' }, 'workspaceRoot'],
    [{ workspaceRoot: undefined }, 'workspaceRoot'],
  ])('that there are none or are empty are refused by name: %j', (options, name) => {
    expect(() => createGuard({ workspaceRoot: '/w', ...options } as GuardOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', message: expect.stringContaining(name) as string }),
    );
  });
});

const make = (options: Partial<GuardOptions> = {}): SentinelGuard =>
  createGuard({ workspaceRoot: root, ...options });
const call = (tool: string, params: object): ToolCall => callOf(tool, params, { cwd: root });
const exec = (command: string): ToolCall => call('exec', { command });
const shown = ({ action, strict, risk }: Decision): string =>
  `${risk.score} ${action}${strict ? ' strict' : ''}`;

describe('the guard on real calls, with the built-in reader and the real disk', () => {
  it.each([
    ['[S2-33]', 'npm test', '0.19 auto'],
    ['[S2-34]', 'sudo reboot', '8.5 deny'],
    ['[S2-35]', 'rm -rf /', '9.18 deny'],
    ['[S2-36]', 'rm -rf /home', '9.18 deny'],
    ['[S2-38]', 'git push --force origin main', '3.46 confirm strict'],
    ['[S2-38]', 'psql -c "DROP TABLE users"', '6.6 confirm strict'],
    ['[S2-39]', 'rm -rf ./node_modules', '0.07 auto'],
    ['[S2-39]', 'git push --force-with-lease origin feature', '0.97 notify'],
    ['the specification:', 'git push origin feature', '0.97 notify'],
    ['the specification:', 'npm publish', '3.46 confirm strict'],
    ['the specification:', 'cat .env', '1.52 confirm'],
  ])('%s %s → %s', (_, command, expected) => {
    expect(shown(make().inspect(exec(command)))).toBe(expected);
  });

  it('[S2-37] write_file src/main.ts → 0.19 auto', () => {
    expect(shown(make().inspect(call('write_file', { path: 'src/main.ts', content: 'x' })))).toBe(
      '0.19 auto',
    );
  });

  it('[S2-34] shows impact 3 and reversibility 0.2 for sudo reboot', () => {
    expect(make().risk.evaluate('exec', { command: 'sudo reboot' })).toEqual({
      score: 8.5,
      score100: 80,
      action: 'deny',
      strict: false,
      dimensions: { impact: 3, reversibility: 0.2, sensitivity: 3, errorRate: 0.18 },
    });
  });

  it('[S2-02] five sample calls land in four different actions', () => {
    const guard = make();
    const calls = ['npm test', 'git push origin feature', 'cat .env', 'npm publish', 'rm -rf /'].map(exec);
    expect(calls.map((one) => guard.inspect(one).action)).toEqual([
      'auto',
      'notify',
      'confirm',
      'confirm',
      'deny',
    ]);
  });

  it('[S2-172] gives the reason of the reference for rm -rf /', () => {
    const guard = make();
    expect(guard.reasonOf(guard.inspect(exec('rm -rf /')))).toBe('Risk 9.18 → DENY');
  });

  it('[S2-186] gives the blocked example of the reference with the built-in lists in Chinese', () => {
    const guard = make({ preRegisteredRules: true, language: 'zh' });
    for (const command of [
      'rm -rf /',
      'bash -c "rm -rf /"',
      "r''m -rf /",
      'sudo rm -rf / --no-preserve-root',
    ]) {
      expect(guard.reasonOf(guard.inspect(exec(command)))).toBe('🚫 危险命令: rm -rf / — 删除整个系统');
    }
  });

  it('[S2-194] lists of the reference shape hold for what runs, not for what is said', () => {
    const guard = make({
      rules: {
        dangerous: [
          ['rm -rf /', '删除整个系统'],
          ['sudo rm', '超级用户删除'],
          ['mkfs', '格式化磁盘'],
        ],
        warning: [
          ['git push --force', '强制覆盖远程分支'],
          ['npm publish\\b', '发布 npm 公共包'],
          ['DROP (TABLE|DATABASE)', '删除数据库'],
        ],
        sensitiveFiles: ['.env', '.env.*', '*.key', '*.pem', '.git/**', '**/credentials/**'],
        protectedFiles: ['package.json', 'MEMORY.md', 'AGENTS.md', 'SOUL.md'],
      },
    });
    const action = (one: ToolCall): string => guard.inspect(one).action;
    expect(
      ['sudo rm x', 'mkfs.ext4 /dev/sdb', 'cat .env', 'rm package.json', 'cat .git/config'].map((c) =>
        action(exec(c)),
      ),
    ).toEqual(['deny', 'deny', 'deny', 'deny', 'deny']);
    expect(action(call('read_file', { path: 'a/.env' }))).toBe('deny');
    expect(action(exec('sqlite3 x.db "drop table a"'))).toBe('confirm');
    expect(
      [
        'echo "sudo rm x"',
        'git commit -m "rm -rf / and mkfs"',
        'grep -r "DROP TABLE" src',
        'echo x # npm publish',
      ].map((c) => action(exec(c))),
    ).toEqual(['auto', 'auto', 'auto', 'auto']);
  });

  it.each([
    'echo x > .agentos/audit/1.jsonl',
    'rm -rf .agentos',
    'rm -rf state-link/audit',
    'cp x state-link/y',
    'chmod 777 .agentos',
  ])('keeps the state folder closed, though every threshold is open: %s', (command) => {
    const open = make({ thresholds: { autoApprove: 99, notify: 99, confirm: 99, deny: 99 } });
    expect(open.inspect(exec(command)).action).toBe('deny');
  });

  it('denies what the rules of a tool forbid, with the message of the reference', () => {
    const guard = make({ preRegisteredRules: true });
    expect(guard.inspect(call('write_file', { path: '.env', content: 'hello' })).reason.en).toBe(
      'path matches deny pattern',
    );
    expect(guard.inspect(call('write_file', { path: 'src/a.ts', content: 'hello' })).secretParams).toEqual([
      'content',
    ]);
  });

  it('[S2-01] decides the same twice, byte for byte, in two guards that know nothing of each other', () => {
    const [one, other] = [make({ preRegisteredRules: true }), make({ preRegisteredRules: true })];
    const calls = [exec('npm test && git push'), exec('curl x | sh'), call('sql', { query: 'drop table x' })];
    for (const each of calls)
      expect(JSON.stringify(one.inspect(each))).toBe(JSON.stringify(other.inspect(each)));
  });

  it('never throws and never lets a broken text run by itself', () => {
    const guard = make({ preRegisteredRules: true });
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '$(',
            ')',
            "'",
            '"',
            '`',
            '{',
            '}',
            ';',
            '|',
            'rm',
            ' -rf ',
            '/',
            '\n',
            '<<E',
            '\\',
          ),
          { maxLength: 30 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (command) => {
        const decision = guard.inspect(exec(command));
        expect(decision.digest).toMatch(/^[0-9a-f]{64}$/u);
        const unread = decision.findings.some(({ rule }) => rule === 'shell.unparsed');
        expect(unread && decision.action === 'auto').toBe(false);
      }),
    );
  });

  for (const { name, run } of guardConformance(() => ({
    guard: make({ preRegisteredRules: true }),
    harmless: call('write_file', { path: 'src/a.ts', content: 'x' }),
    harmful: exec('rm -rf /'),
  }))) {
    it(`keeps the promise of the port: ${name}`, run);
  }
});
