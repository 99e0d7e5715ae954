import {
  appendFileSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compact } from '../../src/observations/compaction.js';
import { completedCall, evaluatorIn, freshFolder, shown, verdictOf } from '../support/workbench.js';
import { openStateFile } from '../../src/observations/state-file.js';
import { readObservation } from '../../src/observations/observation-line.js';
import { Standing } from '../../src/standing/standing.js';
import { withCompactionLock } from '../../src/observations/compaction-lock.js';
import { writeSummary } from '../../src/observations/summary-line.js';
import type { CompactionInput } from '../../src/observations/compaction.js';
import type { SentinelEvaluator } from '../../src/index.js';

const fileIn = (dir: string): string => join(dir, 'observations.jsonl');

function work(evaluator: SentinelEvaluator, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const sessionId = `s${index % 7}`;
    const verdict = verdictOf(index % 5 === 0 ? 'FAIL' : 'PASS');
    evaluator.assess(completedCall({ sessionId, id: `call_${index}`, verdict }));
    evaluator.feedback.record(index % 3 === 0 ? 'user_deleted_code' : 'user_used_result', { sessionId });
  }
}

describe('a file above its limit', () => {
  it('becomes a summary that says the same, here and for a new instance', () => {
    const plain = evaluatorIn(freshFolder());
    const dir = freshFolder();
    const compacting = evaluatorIn(dir, { maxFileBytes: 1000 });
    work(plain, 300);
    work(compacting, 300);
    const { details: _a, ...expected } = plain.getProfile();
    const { details: _b, ...profile } = compacting.getProfile();
    expect({ ...profile, notices: null }).toEqual({ ...expected, notices: null });
    expect(compacting.feedback.stats()).toEqual(plain.feedback.stats());
    expect(compacting.sessionOverview()).toEqual(plain.sessionOverview());
    expect(shown(evaluatorIn(dir))).toEqual(shown(compacting));
    expect(compacting.problems).toEqual([]);
    expect(readFileSync(fileIn(dir), 'utf8')).toMatch(/^\{"v":1,"type":"summary"/);
    expect(readdirSync(dir)).toEqual(['observations.jsonl']);
  });

  it('stays bounded however much is written', () => {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir, { maxFileBytes: 50_000 });
    for (let index = 0; index < 3000; index += 1) evaluator.assess(completedCall());
    expect(statSync(fileIn(dir)).size).toBeLessThan(150_000);
    expect(evaluator.getProfile().operations.total).toBe(3000);
  });

  it('another instance that has it open follows to the new one, reading and writing', () => {
    const dir = freshFolder();
    const [other, compacting] = [evaluatorIn(dir), evaluatorIn(dir, { maxFileBytes: 4000 })];
    other.assess(completedCall());
    work(compacting, 60);
    expect(other.getProfile().operations.total).toBe(61);
    other.assess(completedCall());
    work(compacting, 60);
    other.assess(completedCall());
    expect(compacting.getProfile().operations.total).toBe(123);
    expect(shown(other)).toEqual(shown(compacting));
  });

  it('unreadable lines are kept aside', () => {
    const dir = freshFolder();
    work(evaluatorIn(dir), 5);
    appendFileSync(fileIn(dir), 'garbage 1\ngarbage 2\n');
    const compacting = evaluatorIn(dir, { maxFileBytes: 100 });
    compacting.assess(completedCall());
    expect(readFileSync(join(dir, 'observations.corrupt.jsonl'), 'utf8')).toBe('garbage 1\ngarbage 2\n');
    expect(readFileSync(fileIn(dir), 'utf8')).not.toContain('garbage');
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(6);
  });

  it('a damaged summary is reported, not trusted', () => {
    const dir = freshFolder();
    work(evaluatorIn(dir, { maxFileBytes: 100 }), 5);
    const content = readFileSync(fileIn(dir), 'utf8');
    writeFileSync(fileIn(dir), content.replace('"operations":5', '"operations":9'));
    const evaluator = evaluatorIn(dir);
    expect(evaluator.getProfile().operations.total).toBeLessThan(5);
    expect(evaluator.problems[0]?.message).toContain('which may sum up earlier observations');
  });
});

describe('a compaction that died', () => {
  /** A folder with three calls, the first two of them summed up, as a compaction leaves it half-way. */
  function interrupted(): string {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    const standing = new Standing();
    evaluator.assess(completedCall());
    evaluator.assess(completedCall());
    const bytes = statSync(fileIn(dir)).size;
    for (const line of readFileSync(fileIn(dir), 'utf8').trim().split('\n')) {
      const observation = readObservation(JSON.parse(line));
      if (observation !== null) standing.apply(observation);
    }
    evaluator.assess(completedCall());
    const sealed = 'observations.sealed-died-1.jsonl';
    renameSync(fileIn(dir), join(dir, sealed));
    writeFileSync(fileIn(dir), writeSummary({ standing, sealed, bytes }));
    return dir;
  }

  it('after its new file took the path loses no late line', () => {
    const dir = interrupted();
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(3);
    expect(evaluatorIn(dir).problems).toEqual([]);
  });

  it('is finished by the next one', () => {
    const dir = interrupted();
    const next = evaluatorIn(dir, { maxFileBytes: 100 });
    for (let index = 0; index < 40; index += 1) next.assess(completedCall());
    expect(readdirSync(dir)).toEqual(['observations.jsonl']);
    expect(next.getProfile().operations.total).toBe(43);
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(43);
  });

  it('before that leaves a second name, which the next one takes away', () => {
    const dir = freshFolder();
    work(evaluatorIn(dir), 3);
    linkSync(fileIn(dir), join(dir, 'observations.sealed-died-1.jsonl'));
    const next = evaluatorIn(dir, { maxFileBytes: 100 });
    next.assess(completedCall());
    expect(readdirSync(dir)).toEqual(['observations.jsonl']);
    expect(evaluatorIn(dir).getProfile().operations.total).toBe(4);
  });
});

describe('one compaction', () => {
  /** A file of three calls and a torn line, of which the compaction has seen two calls. */
  function input(): CompactionInput {
    const dir = freshFolder();
    const evaluator = evaluatorIn(dir);
    const standing = new Standing();
    evaluator.assess(completedCall());
    evaluator.assess(completedCall());
    const bytes = statSync(fileIn(dir)).size;
    for (const line of readFileSync(fileIn(dir), 'utf8').trim().split('\n')) {
      const observation = readObservation(JSON.parse(line));
      if (observation !== null) standing.apply(observation);
    }
    evaluator.assess(completedCall());
    appendFileSync(fileIn(dir), 'torn');
    const file = openStateFile(fileIn(dir), true);
    onTestFinished(() => closeSync(file.fd));
    const longestLine = 1 << 20;
    return { dir, path: fileIn(dir), file, bytes, standing, damaged: [], longestLine, name: 'test-1' };
  }

  it('moves what came after it looked, and keeps a torn line aside', () => {
    const given = input();
    compact(given);
    expect(readdirSync(given.dir).sort()).toEqual(['observations.corrupt.jsonl', 'observations.jsonl']);
    expect(readFileSync(join(given.dir, 'observations.corrupt.jsonl'), 'utf8')).toBe('torn');
    const evaluator = evaluatorIn(given.dir);
    expect(evaluator.getProfile().operations.total).toBe(3);
    expect(evaluator.problems).toEqual([]);
  });

  it('gives up when the path names another file by now, and leaves that as it is', () => {
    const given = input();
    renameSync(given.path, join(given.dir, 'moved'));
    writeFileSync(given.path, 'somebody else');
    expect(() => compact(given)).toThrow('the file was replaced meanwhile');
    expect(readFileSync(given.path, 'utf8')).toBe('somebody else');
    expect(readdirSync(given.dir).sort()).toEqual(['moved', 'observations.jsonl']);
  });
});

describe('the lock', () => {
  const lockIn = (dir: string): string => join(dir, 'observations.lock');

  it('of another process puts a compaction off', () => {
    const dir = freshFolder();
    work(evaluatorIn(dir), 3);
    writeFileSync(lockIn(dir), '');
    const evaluator = evaluatorIn(dir, { maxFileBytes: 100 });
    evaluator.assess(completedCall());
    expect(readFileSync(fileIn(dir), 'utf8')).not.toContain('summary');
    expect(existsSync(lockIn(dir))).toBe(true);
    expect(evaluator.problems).toEqual([]);
  });

  it('that could not be made at all is a problem, not a loss', () => {
    const dir = freshFolder();
    expect(() => withCompactionLock(join(dir, 'missing', 'lock'), 'me', () => undefined)).toThrow('ENOENT');
  });

  it('is given back when the work throws', () => {
    const lock = lockIn(freshFolder());
    const failing = (): never => {
      throw new Error('out of order');
    };
    expect(() => withCompactionLock(lock, 'me', failing)).toThrow('out of order');
    expect(existsSync(lock)).toBe(false);
  });

  it('that nobody holds any more is taken away', () => {
    const dir = freshFolder();
    work(evaluatorIn(dir), 3);
    writeFileSync(lockIn(dir), '');
    utimesSync(lockIn(dir), 1, 1);
    const evaluator = evaluatorIn(dir, { maxFileBytes: 100 });
    evaluator.assess(completedCall());
    expect(existsSync(lockIn(dir))).toBe(false);
    evaluator.assess(completedCall());
    expect(readFileSync(fileIn(dir), 'utf8')).toContain('summary');
  });
});

it('a compaction that fails is reported, and what was written stays written', () => {
  const dir = freshFolder();
  const evaluator = evaluatorIn(dir, { maxFileBytes: 100 });
  // A folder where unreadable lines should be kept.
  writeFileSync(fileIn(dir), 'garbage\n');
  mkdirSync(join(dir, 'observations.corrupt.jsonl'));
  evaluator.assess(completedCall());
  expect(evaluator.problems.map(({ code }) => code)).toEqual(['STATE_CORRUPT', 'STATE_UNAVAILABLE']);
  expect(evaluatorIn(dir).getProfile().operations.total).toBe(1);
  expect(readdirSync(dir).sort()).toEqual(['observations.corrupt.jsonl', 'observations.jsonl']);
});
