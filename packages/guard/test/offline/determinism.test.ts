import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
let workspace: string;

beforeAll(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'offline-')));
  writeFileSync(join(workspace, '.env'), 'TOKEN=x');
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** A program under which a process has no network but its own loopback, where the system allows that. */
const namespace = [
  ['unshare', '-n'],
  ['unshare', '-r', '-n'],
].find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0);

async function decideEverything(under: readonly string[] = []): Promise<string> {
  const [program, ...before] = [...under, process.execPath];
  const child = spawn(
    program,
    [
      ...before,
      '--conditions=@sentinel-agentos/source',
      '--import',
      tsx,
      '--import',
      pathToFileURL(here('children/without-network.ts')).href,
      here('children/decide-everything.ts'),
      workspace,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  expect(code, Buffer.concat(errors).toString()).toBe(0);
  return Buffer.concat(output).toString();
}

describe('the decisions of two processes that can reach nobody', () => {
  it('[S2-01] are the same, byte for byte, for the whole corpus and every kind of tool', async () => {
    const [first, second] = await Promise.all([decideEverything(), decideEverything(namespace)]);
    expect(first.split('\n').length).toBeGreaterThan(2_000);
    expect(first).toContain('"action":"deny"');
    expect(first).toContain('"action":"auto"');
    // Compared whole; a difference of megabytes is shown as where it begins.
    const others = second.split('\n');
    const differs = [...first.split('\n').entries()].find(([line, text]) => others[line] !== text);
    expect(differs).toBeUndefined();
    expect(second.length).toBe(first.length);
  }, 240_000);
});
