import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PROGRAM = [
  process.execPath,
  '--import',
  import.meta.resolve('tsx'),
  '--conditions=@sentinel-agentos/source',
  main,
];

let root: string;
let workspace: string;
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-tty-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  env = { ...process.env, XDG_STATE_HOME: join(root, 'state'), NO_COLOR: '1' };
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** A real terminal of its own around the command line: `script` makes one. What is typed waits for the question. */
async function atTerminal(
  args: readonly string[],
  typed: string,
  question: string,
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const line = [...PROGRAM, ...args].map(quote).join(' ');
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: workspace, env });
  let screen = '';
  let isTyped = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    if (!isTyped && screen.includes(question)) {
      isTyped = true;
      child.stdin.write(`${typed}\n`);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, screen };
}

describe.skipIf(process.platform !== 'linux')('at a real terminal', () => {
  it('exec shows the call, takes the typed word from the terminal and runs', async () => {
    const args = ['exec', '--', 'sh', '-c', 'echo \u001b[2Jran; git push --force; exit 7'];
    const { code, screen } = await atTerminal(args, 'approve', 'Type approve to run it: ');
    expect(code).toBe(7);
    expect(screen.indexOf('\u001b[2J')).toBeGreaterThan(screen.indexOf('Type approve to run it: '));
    expect(screen).toContain('ran');
  }, 30_000);

  it('exec never takes an answer from what is piped in, and runs nothing without a terminal', () => {
    const [node = '', ...own] = PROGRAM;
    // `setsid` leaves the terminal behind, where there was one.
    const { status, stderr, stdout } = spawnSync(
      'setsid',
      ['-w', node, ...own, 'exec', '--', 'git', 'push', '--force'],
      { cwd: workspace, env, encoding: 'utf8', input: 'approve\napprove\n' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('there is no terminal to ask at');
  }, 30_000);
});
