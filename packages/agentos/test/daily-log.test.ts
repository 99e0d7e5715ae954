import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

const DAY_MS = 86_400_000;

it('[S2-195] logs a session at its end, once a day', async () => {
  let now = Date.UTC(2026, 0, 31, 9, 30);
  const options = { ...temporaryWorkspace(), clock: { now: () => now, monotonic: () => now } };
  const sentinel = wrapAgent(options);
  await sentinel.execute('ask', { question: 'why' }, () => 'because');
  await sentinel.execute('exec', { command: 'rm -rf /' }, () => 'never');
  sentinel.endSession('default');
  sentinel.endSession('default');
  sentinel.endSession('evil`\n- 00:00:00Z · `forged');
  now += DAY_MS;
  sentinel.endSession('default');
  await sentinel.close();

  const daily = join(options.workspaceRoot, '.agentos', 'daily');
  expect(readdirSync(daily).toSorted()).toEqual(['2026-01-31.md', '2026-02-01.md']);
  const [first = '', second = ''] = readdirSync(daily)
    .toSorted()
    .map((file) => readFileSync(join(daily, file), 'utf8'));
  expect(first.split('\n')).toEqual([
    '# 2026-01-31',
    '',
    expect.stringMatching(/^- 09:30:00Z · `default` · 2 calls, 1 blocked · quality \d+$/u),
    expect.stringMatching(/^- 09:30:00Z · `evil.*forged` · 0 calls, 0 blocked$/u),
    '',
  ]);
  expect(second).toContain('`default` · 0 calls, 0 blocked');
});

it('says so when the log cannot be written, after everything else was kept', async () => {
  const options = temporaryWorkspace();
  const sentinel = wrapAgent(options);
  const daily = join(options.workspaceRoot, '.agentos', 'daily');
  mkdirSync(join(options.workspaceRoot, '.agentos'), { recursive: true });
  writeFileSync(daily, 'in the way');
  sentinel.os.memory.semantic.setPreference('editor', 'Helix');
  expect(() => sentinel.endSession()).toThrow(/the day's log cannot be written/u);
  await sentinel.close();
  expect(wrapAgent(options).os.memory.semantic.getPreference('editor')).toBe('Helix');
});
