import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completedCall, evaluatorIn, freshFolder, shown, verdictOf } from '../support/workbench.js';

const fileIn = (dir: string): string => join(dir, 'observations.jsonl');

describe('persistence', () => {
  it('constructing writes nothing, not even the folder', () => {
    const dir = join(freshFolder(), 'profile');
    const evaluator = evaluatorIn(dir);
    evaluator.getProfile();
    evaluator.flush();
    expect(existsSync(dir)).toBe(false);
  });

  it('a new instance sees the same profile, with nothing flushed or closed', () => {
    const dir = freshFolder();
    const first = evaluatorIn(dir);
    for (let index = 0; index < 20; index += 1) {
      first.assess(
        completedCall({ sessionId: `s${index % 3}`, verdict: verdictOf(index % 4 === 0 ? 'FAIL' : 'PASS') }),
      );
      first.feedback.record('user_used_result', {
        sessionId: 's1',
        source: 'auto-detected',
        confidence: 0.3,
      });
    }
    first.endSession('s2');
    expect(shown(evaluatorIn(dir))).toEqual(shown(first));
  });

  it('two instances on one folder see what both wrote', () => {
    const dir = freshFolder();
    const [one, two] = [evaluatorIn(dir), evaluatorIn(dir)];
    one.assess(completedCall());
    two.assess(completedCall());
    one.assess(completedCall());
    expect(two.getProfile().operations.total).toBe(3);
    expect(shown(one)).toEqual(shown(two));
  });

  it('keeps no parameter and no result', () => {
    const dir = freshFolder();
    evaluatorIn(dir).assess(completedCall({ run: { status: 'succeeded', result: 'the result' } }));
    const content = readFileSync(fileIn(dir), 'utf8');
    expect(content).not.toContain('hello');
    expect(content).not.toContain('the result');
    expect(statSync(fileIn(dir)).mode & 0o777).toBe(0o600);
  });

  it('works on after close', () => {
    const evaluator = evaluatorIn();
    evaluator.assess(completedCall());
    evaluator.close();
    evaluator.assess(completedCall());
    expect(evaluator.getProfile().operations.total).toBe(2);
  });
});

describe('damage', () => {
  it('an unfinished last line is reported, kept, and swallows nothing', () => {
    const dir = freshFolder();
    evaluatorIn(dir).assess(completedCall());
    appendFileSync(fileIn(dir), '{"v":1,"type":"call","id":"torn');
    const second = evaluatorIn(dir);
    expect(second.problems.map(({ code }) => code)).toEqual(['STATE_CORRUPT']);
    expect(second.problems[0]?.message).toContain('ends in an unfinished line at byte');
    second.assess(completedCall());
    expect(second.getProfile().operations.total).toBe(2);
    const third = evaluatorIn(dir);
    expect(third.getProfile().operations.total).toBe(2);
    expect(readFileSync(fileIn(dir), 'utf8')).toContain('"id":"torn\n');
  });

  it('a line that another process left unfinished meanwhile swallows nothing either', () => {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    evaluator.assess(completedCall());
    appendFileSync(fileIn(dir), '{"v":1,"type":"ca');
    evaluator.assess(completedCall());
    expect(evaluator.getProfile().operations.total).toBe(2);
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(2);
  });

  it('unreadable lines are reported with their place, and the others count', () => {
    const dir = freshFolder();
    const first = evaluatorIn(dir);
    first.assess(completedCall());
    const place = statSync(fileIn(dir)).size;
    appendFileSync(fileIn(dir), 'garbage\n\u0000\u0000\n{"v":1,"type":"call"}\n');
    first.assess(completedCall());
    const second = evaluatorIn(dir);
    expect(second.getProfile().operations.total).toBe(2);
    expect(second.problems[0]?.message).toContain(`unreadable in ${fileIn(dir)} at byte ${place}`);
    expect(second.problems).toHaveLength(3);
    expect(readFileSync(fileIn(dir), 'utf8')).toContain('garbage');
  });

  it('a file of garbage is reported and kept', () => {
    const dir = freshFolder();
    writeFileSync(fileIn(dir), 'not ours\n');
    const evaluator = evaluatorIn(dir);
    expect(evaluator.score()).toBeNull();
    expect(evaluator.problems[0]?.message).toContain('The first line, which may sum up earlier observations');
    evaluator.assess(completedCall());
    expect(readFileSync(fileIn(dir), 'utf8')).toMatch(/^not ours\n\{/);
  });

  it('a removed or shortened file is reported, and the profile follows what is left', () => {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    evaluator.assess(completedCall());
    const one = statSync(fileIn(dir)).size;
    evaluator.assess(completedCall());
    truncateSync(fileIn(dir), one);
    expect(evaluator.getProfile().operations.total).toBe(1);
    rmSync(fileIn(dir));
    expect(evaluator.getProfile().operations.total).toBe(0);
    evaluator.assess(completedCall());
    expect(evaluator.getProfile().operations.total).toBe(1);
    expect(evaluator.problems.map(({ message }) => message.replace(fileIn(dir), 'It'))).toEqual([
      'It was cut short while it was in use.',
      'It was removed while it was in use.',
    ]);
  });

  it('a file removed between two writes loses neither', () => {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    evaluator.assess(completedCall());
    rmSync(dir, { recursive: true });
    evaluator.assess(completedCall());
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(1);
  });
});

describe('a state that cannot be had', () => {
  const unavailable = expect.objectContaining({ code: 'STATE_UNAVAILABLE' }) as Error;

  it('a folder in place of the file is an error naming it', () => {
    const dir = freshFolder();
    mkdirSync(fileIn(dir));
    expect(() => evaluatorIn(dir)).toThrow(unavailable);
    expect(() => evaluatorIn(dir)).toThrow(fileIn(dir));
  });

  it('a planted link is not followed', () => {
    const dir = freshFolder();
    const target = join(freshFolder(), 'elsewhere');
    writeFileSync(target, '');
    symlinkSync(target, fileIn(dir));
    expect(() => evaluatorIn(dir)).toThrow(unavailable);
    expect(readFileSync(target, 'utf8')).toBe('');
  });

  it('a planted pipe does not hang', () => {
    const dir = freshFolder();
    execFileSync('sh', ['-c', 'mkfifo "$0"', fileIn(dir)]);
    expect(() => evaluatorIn(dir)).toThrow(unavailable);
  });

  it('a file in place of the folder is an error', () => {
    const dir = freshFolder();
    writeFileSync(join(dir, 'profile'), 'a file where the folder should be');
    const evaluator = (() => {
      try {
        return evaluatorIn(join(dir, 'profile', 'deep'));
      } catch (error) {
        return error;
      }
    })();
    expect(evaluator).toMatchObject({ code: 'STATE_UNAVAILABLE' });
  });

  it('a full disk is an error, and the observation does not count', () => {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    evaluator.assess(completedCall());
    const limited = execFileSync('sh', [
      '-c',
      // A limit on the size of files makes writes fail as a full disk does, half-way through a line.
      `ulimit -f 1; trap '' XFSZ; exec "${process.execPath}" --import tsx --conditions=@sentinel-agentos/source "$0" "$1"`,
      fileURLToPath(new URL('../support/writer-until-error.ts', import.meta.url)),
      dir,
    ]).toString();
    const { code, counted } = JSON.parse(limited) as { code: string; counted: number };
    expect(code).toBe('STATE_UNAVAILABLE');
    const after = evaluatorIn(dir);
    expect(after.getProfile().operations.total).toBe(counted);
    after.assess(completedCall());
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(counted + 1);
  });

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0)('a read-only folder can be read, and refuses what is new', () => {
    const dir = freshFolder();
    evaluatorIn(dir).assess(completedCall());
    chmodSync(fileIn(dir), 0o400);
    const evaluator = evaluatorIn(dir);
    expect(evaluator.getProfile().operations.total).toBe(1);
    expect(() => evaluator.assess(completedCall())).toThrow(unavailable);
  });
});
