import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentOS } from 'sentinel-agentos';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

let root: string;
let workspace: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sentinel-cli-diff-'));
  workspace = join(root, 'work');
  mkdirSync(workspace);
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const at = (name: string): string => join(workspace, name);

/** One call that claims to write some files, and does `change`; returns its id. */
async function call(names: readonly string[], change: () => void): Promise<string> {
  const os = new AgentOS({ workspaceRoot: workspace });
  const claims = names.map((path) => ({ path, change: 'write' as const }));
  const params = { path: names[0] ?? '', content: '' };
  const receipt = await os.execute('write_file', params, change, { claims });
  expect(receipt.status).toBe('succeeded');
  await os.close();
  return receipt.auditId;
}

async function diff(id: string, ...more: readonly string[]): Promise<string> {
  const terminal = new FakeTerminal(workspace, {}, true);
  expect(await runCli(['diff', id, ...more], terminal)).toBe(0);
  return terminal.stdout;
}

describe('diff <id>', () => {
  it('shows the lines that changed, permissions, and what is new or gone', async () => {
    writeFileSync(at('a.txt'), 'one\ntwo\nthree');
    writeFileSync(at('gone.txt'), 'was here\n', { mode: 0o644 });
    writeFileSync(at('mode.sh'), '#!/bin/sh\n', { mode: 0o644 });
    const id = await call(['a.txt', 'gone.txt', 'mode.sh', 'new/b.txt'], () => {
      writeFileSync(at('a.txt'), 'one\n2\nthree');
      unlinkSync(at('gone.txt'));
      chmodSync(at('mode.sh'), 0o755);
      mkdirSync(at('new'));
      writeFileSync(at('new/b.txt'), 'new\r\n');
    });
    expect(await diff(id)).toBe(
      [
        `${id} (write_file): 5 paths differ from before the call`,
        '',
        'content  a.txt  (by the call)',
        '--- before',
        '+++ now',
        '@@ -1,3 +1,3 @@',
        ' one',
        '-two',
        '+2',
        ' three',
        '\\ No newline at end of file',
        '',
        'deleted  gone.txt  (by the call)',
        '--- before',
        '+++ now',
        '@@ -1,1 +0,0 @@',
        '-was here',
        '',
        'permissions  mode.sh  (by the call)',
        '  mode 0644 → 0755',
        '',
        'created  new  (by the call)',
        '',
        'created  new/b.txt  (by the call)',
        '--- before',
        '+++ now',
        '@@ -0,0 +1,1 @@',
        '+new␍',
        '',
      ].join('\n'),
    );
  });

  it('tells the call from somebody else, in Chinese too, and says when there is nothing', async () => {
    const id = await call(['a.txt'], () => writeFileSync(at('a.txt'), 'new'));
    writeFileSync(at('a.txt'), "the user's");
    expect(await diff(id)).toContain('created  a.txt  (by somebody else)');
    expect(await diff(id, '--language', 'zh')).toContain('新建  a.txt  (由他人)');
    unlinkSync(at('a.txt'));
    expect(await diff(id)).toBe(`${id} (write_file): everything is as before the call\n`);
  });

  it('says only the sizes of what is no text or too large', async () => {
    writeFileSync(at('picture'), Buffer.from([0x89, 0, 1]));
    writeFileSync(at('latin1'), Buffer.from([0x61, 0xe4]));
    writeFileSync(at('large'), 'x');
    const id = await call(['picture', 'latin1', 'large'], () => {
      writeFileSync(at('picture'), 'text');
      writeFileSync(at('latin1'), Buffer.from([0x61, 0xe5, 0x62]));
      truncateSync(at('large'), 3_000_000);
    });
    const text = await diff(id);
    expect(text).toContain('picture  (by the call)\n  binary, 3 → 4 bytes');
    expect(text).toContain('latin1  (by the call)\n  binary, 2 → 3 bytes');
    expect(text).toContain('large  (by the call)\n  too large to compare line by line, 1 → 3000000 bytes');
  });

  it('follows no link that stands where the file was', async () => {
    writeFileSync(at('a.txt'), 'before');
    writeFileSync(join(root, 'secret'), 'the secret');
    const id = await call(['a.txt'], () => {
      unlinkSync(at('a.txt'));
      symlinkSync(join(root, 'secret'), at('a.txt'));
    });
    const text = await diff(id);
    expect(text).toContain(
      `replaced  a.txt  (by the call)\n  file → link\n  link - → ${join(root, 'secret')}`,
    );
    expect(text).not.toContain('the secret');
  });

  it('lets nothing in a file move the cursor, make up lines without end, or fill the screen', async () => {
    const lines = Array.from({ length: 1000 }, (_each, index) => `line ${index}`);
    const id = await call(['hostile.txt', 'long.txt', 'many.txt'], () => {
      writeFileSync(at('hostile.txt'), 'a\u001b]0;owned\u0007\u202ecba\u009b2J\tb\n');
      writeFileSync(at('long.txt'), 'x'.repeat(100_000));
      writeFileSync(at('many.txt'), lines.join('\n'));
    });
    const text = await diff(id);
    expect(text).toContain('+a␛]0;owned␇<U+202E>cba<U+009B>2J\tb\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(500);
    expect(text).toContain('\n… 604 more lines: see --json\n');
    const { changes } = JSON.parse(await diff(id, '--json')) as {
      readonly changes: readonly { readonly diff: { readonly text: string } }[];
    };
    expect(changes[2]?.diff.text.split('\n')).toHaveLength(1005);
    expect(changes[0]?.diff.text).toContain('\u001b]0;owned');
  });

  it('reports bytes that are damaged, and goes on', async () => {
    writeFileSync(at('a.txt'), 'before a');
    writeFileSync(at('b.txt'), 'before b');
    const id = await call(['a.txt', 'b.txt'], () => {
      writeFileSync(at('a.txt'), 'after');
      writeFileSync(at('b.txt'), 'after');
    });
    const folder = join(workspace, '.agentos', 'snapshots', id);
    const kept = readdirSync(folder).filter((name) => !name.endsWith('.json'));
    for (const name of kept) writeFileSync(join(folder, name), 'torn');
    const text = await diff(id);
    expect(text.match(/^ {2}not compared: /gm)).toHaveLength(2);
  });

  it('compares the bytes of a hundred files and lists the rest', async () => {
    const names = Array.from({ length: 103 }, (_each, index) => `f${index}`);
    const id = await call(names, () => names.forEach((name) => writeFileSync(at(name), 'new')));
    const text = await diff(id);
    expect(text.match(/^created/gm)).toHaveLength(103);
    expect(text.match(/only the first 100 files are compared/g)).toHaveLength(3);
  });
});
