import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../../src/facts/fixed-file-facts.js';
import { createGuard } from '../../../src/guard.js';

function actionOf(command: string, hasState: boolean): string {
  const files = hasState ? { '/proj/app/.agentos': 'directory' as const } : {};
  const guard = createGuard({ workspaceRoot: '/proj/app', facts: createFixedFileFacts({ files }) });
  return guard.risk.evaluate('exec', { command }).action;
}

describe('git clean', () => {
  it.each(['git clean -fdx', 'git clean -xdf', 'git clean -fdX', 'git -C /proj/app clean -fdx'])(
    '%s would delete the guard’s own ignored folder, and is denied where there is one',
    (command) => {
      expect(actionOf(command, true)).toBe('deny');
      expect(actionOf(command, false)).toBe('confirm');
    },
  );

  it.each([
    'git clean -fdx -e .agentos',
    'git clean -fdx --exclude=.agentos/',
    'git clean -fd',
    'cd src && git clean -fdx',
  ])('%s spares it', (command) => {
    expect(actionOf(command, true)).toBe('confirm');
  });
});
