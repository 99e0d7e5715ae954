import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands/index.js';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

async function scriptFor(shell: string): Promise<string> {
  const terminal = new FakeTerminal('/proj');
  expect(await runCli(['completion', shell], terminal)).toBe(0);
  return terminal.stdout;
}

/** What a real bash offers for some command lines, each given as its words with the one that is typed last. */
function offered(script: string, lines: readonly (readonly string[])[]): string[][] {
  const ask = lines.map((words) => {
    const quoted = ['sentinel-agentos', ...words].map((word) => `'${word}'`).join(' ');
    return `COMP_WORDS=(${quoted}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); $complete; echo "\${COMPREPLY[*]}"`;
  });
  // The function is the one that `complete` bound to the name.
  const bound = `complete=$(complete -p sentinel-agentos | sed 's/.*-F \\([^ ]*\\).*/\\1/')`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', [script, bound, ...ask].join('\n')], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

describe('completion', () => {
  it('offers every command and every option of the table to a real bash', async () => {
    const script = await scriptFor('bash');
    const words = COMMANDS.map(({ name }) => name.split(' '));
    const [first = [], ...rest] = offered(script, [[''], ...words.map((name) => [...name, '--'])]);
    expect(first.toSorted()).toEqual([...new Set([...words.map(([word = '']) => word), 'help'])].toSorted());
    for (const [index, { usage }] of COMMANDS.entries()) {
      const options = usage.match(/--[a-z][a-z-]+/g) ?? [];
      expect(rest[index]).toEqual(
        expect.arrayContaining([...options, '--workspace', '--language', '--help']),
      );
    }
  });

  it('offers second words, values that are few, and programs behind --', async () => {
    const script = await scriptFor('bash');
    const [begun, second, values, shells, behindWorkspace, language, program, file] = offered(script, [
      ['au'],
      ['audit', 'v'],
      ['exec', '--sandbox', ''],
      ['completion', ''],
      ['--workspace', '/proj', 'mem'],
      ['status', '--language', ''],
      ['exec', '--', 'bas'],
      ['exec', '--', 'cat', 'x'],
    ]);
    expect(begun).toEqual(['audit']);
    expect(second).toEqual(['verify']);
    expect(values).toEqual(['docker', 'bubblewrap', 'auto']);
    expect(shells?.slice(0, 3)).toEqual(['bash', 'zsh', 'fish']);
    expect(behindWorkspace).toEqual(['memory']);
    expect(language).toEqual(['en', 'zh']);
    expect(program).toContain('bash');
    // Nothing of ours: bash goes on with files.
    expect(file).toEqual(['']);
  });

  it.each(['zsh', 'fish'])('gives %s every command with its summary', async (shell) => {
    const script = await scriptFor(shell);
    for (const { name, summary } of COMMANDS) {
      if (!name.includes(' ')) expect(script).toContain(summary.replaceAll("'", String.raw`'\''`));
      expect(script).toContain(`'${name}'`);
    }
  });

  it('knows three shells', async () => {
    const terminal = new FakeTerminal('/proj');
    expect(await runCli(['completion', 'csh'], terminal)).toBe(2);
    expect(terminal.stderr).toContain('name the shell, one of bash, zsh, fish; got "csh"');
    const asJson = new FakeTerminal('/proj');
    await runCli(['completion', 'zsh', '--json'], asJson);
    expect(JSON.parse(asJson.stdout)).toHaveProperty('script', expect.stringMatching(/^#compdef/));
  });
});
