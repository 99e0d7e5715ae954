import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';
import { treeOf } from './tree-of.js';

let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-init-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function init(
  args: readonly string[],
  terminal = new FakeTerminal(workspace),
): Promise<[number, FakeTerminal]> {
  return [await runCli(['init', ...args], terminal), terminal];
}

describe('init', () => {
  it('[S2-132] prepares a workspace that guards start in, kept out of git, and a second time changes nothing', async () => {
    execFileSync('git', ['init', '-q'], { cwd: workspace });
    const [code, { stdout }] = await init([]);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { workspaceRoot: workspace, state: 'made', rules: 'made' },
    ]);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: workspace, encoding: 'utf8' })).toBe('');
    expect(lstatSync(join(workspace, '.agentos', 'rules.json')).mode & 0o777).toBe(0o600);
    const os = new AgentOS({ workspaceRoot: workspace, migrateMemoryFile: false });
    expect((await os.execute('read_file', { path: 'x' }, () => 'text')).allowed).toBe(true);
    await os.close();

    const before = treeOf(root);
    const [again, { stdout: kept }] = await init([]);
    expect([again, JSON.parse(kept)]).toEqual([
      0,
      { workspaceRoot: workspace, state: 'kept', rules: 'kept' },
    ]);
    expect(treeOf(root)).toEqual(before);
  });

  it('[S2-132] keeps the rules that are there, whatever they are', async () => {
    mkdirSync(join(workspace, '.agentos'));
    writeFileSync(join(workspace, '.agentos', 'rules.json'), 'mine');
    expect((await init([]))[0]).toBe(0);
    expect(readFileSync(join(workspace, '.agentos', 'rules.json'), 'utf8')).toBe('mine');
  });

  it('refuses links in the place of what it would make, and writes nothing where they point', async () => {
    const elsewhere = join(root, 'elsewhere');
    symlinkSync(elsewhere, join(workspace, '.agentos'));
    const [code, { stderr }] = await init([]);
    expect([code, existsSync(elsewhere)]).toEqual([1, false]);
    expect(stderr).toContain('must not be a symbolic link');

    rmSync(join(workspace, '.agentos'));
    mkdirSync(join(workspace, '.agentos'));
    symlinkSync(elsewhere, join(workspace, '.agentos', 'rules.json'));
    const [rules, { stderr: why }] = await init([]);
    expect([rules, existsSync(elsewhere)]).toEqual([1, false]);
    expect(why).toContain('is not a file of its own');
  });

  it('asks a person first, unless --yes says it', async () => {
    const declining = new FakeTerminal(workspace, {}, true);
    declining.answers.push('n');
    expect((await init([], declining))[0]).toBe(1);
    expect(declining.questions[0]).toContain(workspace);
    expect(existsSync(join(workspace, '.agentos'))).toBe(false);

    const [code, { stdout, questions }] = await init(['--yes'], new FakeTerminal(workspace, {}, true));
    expect([code, questions]).toEqual([0, []]);
    expect(stdout).toContain('.agentos/rules.json  made: your rules');
    expect(stdout).toContain('sentinel-agentos exec -- <program>');
  });

  it('says it in Chinese, and what is wrong with a workspace that is not there', async () => {
    const terminal = new FakeTerminal(workspace, {}, true);
    terminal.answers.push('');
    expect((await init(['--language', 'zh'], terminal))[0]).toBe(0);
    expect(terminal.stdout).toContain('为代理加上防护');
    const [code, { stderr }] = await init(['--workspace', join(root, 'nowhere')]);
    expect([code, stderr.includes('STATE_UNAVAILABLE')]).toEqual([1, true]);
  });
});
