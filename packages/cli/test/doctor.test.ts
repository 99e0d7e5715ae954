import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS, locateState } from 'sentinel-agentos';
import { diskFinding, nodeFinding } from '../src/doctor/machine.js';
import { FakeTerminal } from './fake-terminal.js';
import { journalFindings } from '../src/doctor/journal.js';
import { runCli } from '../src/cli.js';
import { sandboxFindingOf } from '../src/doctor/sandbox.js';
import { treeOf } from './tree-of.js';
import type { DoctorFinding } from '../src/doctor/finding.js';

let root: string;
let workspace: string;
let userState: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-doctor-'));
  workspace = join(root, 'work');
  userState = join(root, 'state');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', userState);
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function doctor(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly ok: boolean; readonly of: (check: string) => DoctorFinding }> {
  const terminal = new FakeTerminal(workspace);
  const code = await runCli(['doctor', ...args], terminal);
  const { ok, findings } = JSON.parse(terminal.stdout) as { ok: boolean; findings: DoctorFinding[] };
  const of = (check: string): DoctorFinding => {
    const [found, another] = findings.filter((finding) => finding.check === check);
    if (found === undefined || another !== undefined)
      throw new Error(`${check}: ${JSON.stringify(findings)}`);
    return found;
  };
  return { code, ok, of };
}

async function worked(): Promise<void> {
  const os = new AgentOS({ workspaceRoot: workspace });
  await os.execute('ask', {}, () => 1);
  await os.close();
}

describe('doctor', () => {
  it('is content with a workspace in which nothing has happened, and changes nothing at all', async () => {
    const before = treeOf(root);
    const { code, ok, of } = await doctor();
    expect([code, ok]).toEqual([0, true]);
    expect(of('state')).toMatchObject({ level: 'warning', fix: { en: 'Run sentinel-agentos init.' } });
    expect(of('journal')).toMatchObject({ level: 'ok', what: { en: 'Nothing has been recorded yet.' } });
    expect(of('workspace').level).toBe('ok');
    expect(treeOf(root)).toEqual(before);
  });

  it('verifies what was recorded, also while an agent works, and changes nothing', async () => {
    const os = new AgentOS({ workspaceRoot: workspace });
    await os.execute('ask', {}, () => 1);
    const before = treeOf(root);
    const { code, of } = await doctor();
    expect([code, of('journal').level, of('keys').level, of('clock').level]).toEqual([0, 'ok', 'ok', 'ok']);
    expect(treeOf(root)).toEqual(before);
    await os.close();
  });

  it('finds a journal that was changed, and one whose end or whole is gone', async () => {
    await worked();
    const audit = join(workspace, '.agentos', 'audit');
    const [segment = ''] = readdirSync(audit).filter((name) => name.endsWith('.jsonl'));
    const path = join(audit, segment);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"ask"', '"act"'));
    expect((await doctor()).of('journal')).toMatchObject({ level: 'problem' });
    writeFileSync(path, whole.slice(0, whole.length / 2));
    const { code, of } = await doctor();
    expect([code, of('journal').level]).toEqual([1, 'problem']);
    expect(of('journal').fix?.en).toContain('sentinel-agentos audit verify');
    rmSync(audit, { recursive: true });
    expect((await doctor()).of('journal').level).toBe('problem');
  });

  it('finds rules that do not hold', async () => {
    mkdirSync(join(workspace, '.agentos'), { mode: 0o700 });
    writeFileSync(join(workspace, '.agentos', 'rules.json'), '{ "dangerus": [] }');
    const { code, of } = await doctor();
    expect([code, of('rules').level]).toEqual([1, 'problem']);
    expect(of('rules').what.en).toContain('dangerus');
  });

  it.skipIf(process.platform === 'win32')('finds keys and state that others may use', async () => {
    await worked();
    const [key = ''] = readdirSync(join(userState, 'sentinel-agentos', 'keys'));
    chmodSync(join(userState, 'sentinel-agentos', 'keys', key), 0o644);
    chmodSync(join(workspace, '.agentos'), 0o755);
    const { code, of } = await doctor();
    expect([code, of('keys').level, of('state').level]).toEqual([1, 'problem', 'warning']);
    expect(of('keys').fix?.en).toContain(`chmod go-rwx`);
  });

  it('finds keys inside of the workspace, also by way of a link', async () => {
    const inside = join(workspace, 'home');
    mkdirSync(inside);
    vi.stubEnv('XDG_STATE_HOME', inside);
    expect((await doctor()).of('keys')).toMatchObject({ level: 'problem' });
    symlinkSync(inside, join(root, 'link'));
    vi.stubEnv('XDG_STATE_HOME', join(root, 'link'));
    expect((await doctor()).of('keys')).toMatchObject({ level: 'problem' });
  });

  it('finds a state folder that is none, and a workspace that is none', async () => {
    symlinkSync(root, join(workspace, '.agentos'));
    expect((await doctor()).of('state').level).toBe('problem');
    const { code, of } = await doctor('--workspace', join(root, 'nowhere'));
    expect([code, of('workspace').level]).toEqual([1, 'problem']);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  it('finds a clock that is behind the records', async () => {
    await worked();
    const folders = locateState({ workspaceRoot: workspace });
    const at = async (now: number): Promise<string | undefined> =>
      (await journalFindings(folders, now, undefined)).find(({ check }) => check === 'clock')?.level;
    expect(await at(Date.now())).toBe('ok');
    expect(await at(Date.now() - 3_600_000)).toBe('warning');
    expect(await at(0)).toBe('warning');
  });

  it('says which Node fits, as the package does', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as object;
    expect(manifest).toMatchObject({ engines: { node: '^20.19.0 || ^22.12.0 || >=24' } });
    const fits = ['v20.19.0', 'v20.20.2', 'v22.12.0', 'v24.0.0', 'v25.1.0'];
    const none = ['v18.20.0', 'v20.18.3', 'v21.7.0', 'v22.11.0', 'v23.4.0'];
    expect(fits.map((version) => nodeFinding(version).level)).toEqual(fits.map(() => 'ok'));
    expect(none.map((version) => nodeFinding(version).level)).toEqual(none.map(() => 'problem'));
  });

  it('takes a missing sandbox for a thing to know, and a disk that cannot be asked too', () => {
    const none = { backend: 'docker', available: false, version: null, findings: [] } as const;
    expect(sandboxFindingOf([none]).level).toBe('warning');
    expect(
      sandboxFindingOf([none, { ...none, backend: 'bubblewrap', available: true, version: '0.8' }]),
    ).toMatchObject({ level: 'ok', what: { en: 'bubblewrap 0.8' } });
    expect(diskFinding(join(root, 'nowhere')).level).toBe('warning');
  });

  it('tells people in both languages, with what to do below each line', async () => {
    appendFileSync(join(workspace, '.agentos'), 'a file\u001b[2J');
    const terminal = new FakeTerminal(workspace, {}, true);
    expect(await runCli(['doctor'], terminal)).toBe(1);
    expect(terminal.stdout).toMatch(/^\+ node {6}Node v/m);
    expect(terminal.stdout).toMatch(/^✗ state .*is a link or no folder\.\n {12}Remove it/m);
    const chinese = new FakeTerminal(workspace, {}, true);
    await runCli(['doctor', '--language', 'zh'], chinese);
    expect(chinese.stdout).toContain('是链接或不是文件夹');
  });
});
