import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../../src/facts/fixed-file-facts.js';
import { createGuard } from '../../../src/guard.js';

function judge(command: string, snapshotsTaken: boolean): string {
  const facts = createFixedFileFacts({ home: '/home/user', files: { '/proj/app/src/main.ts': 'file' } });
  const guard = createGuard({
    workspaceRoot: '/proj/app',
    facts,
    ...(snapshotsTaken ? { coverage: () => [] } : {}),
  });
  const { action, score } = guard.risk.evaluate('exec', { command });
  return `${action} ${score}`;
}

describe('deleting in the workspace', () => {
  it.each([
    ['rm -rf src', 'confirm 1.76', 'auto 0.2'],
    ['rm -rf packages/web', 'confirm 1.76', 'auto 0.2'],
    ['find . -empty -delete', 'confirm 1.76', 'auto 0.2'],
    ['rm *', 'confirm 1.76', 'auto 0.2'],
    ['rm src/main.ts', 'notify 0.79', 'auto 0.2'],
    ['rm -rf notes.txt', 'notify 0.79', 'auto 0.2'],
    ['rm -rf old-demo', 'notify 0.79', 'auto 0.2'],
    ["find . -name '*.jpg' -delete", 'notify 0.79', 'auto 0.2'],
    ['rm .env', 'confirm 1.76', 'auto 0.44'],
  ])('%s is %s, and %s where a snapshot is taken before', (command, without, withSnapshot) => {
    expect(judge(command, false)).toBe(without);
    expect(judge(command, true)).toBe(withSnapshot);
  });

  it.each([
    ['what builds make again', 'rm -rf node_modules dist build'],
    ['what only moves', 'mv src lib2'],
    ['empty folders', 'rmdir src'],
    ['what the call made itself', 'mkdir lib && echo x > lib/a.rs && cargo build && rm -rf lib'],
    ['caches found by name', "find . -name '*.pyc' -delete"],
  ])('asks nobody for %s', (_, command) => {
    expect(judge(command, false)).toMatch(/^auto/);
  });

  it.each(['rm -rf .', 'rm -rf .git', 'rm -rf /etc', 'rm -rf ~'])(
    'never trusts a snapshot for %s',
    (command) => {
      expect(judge(command, true)).toMatch(/^(?:confirm|deny)/);
      expect(judge(command, true)).toBe(judge(command, false));
    },
  );
});
