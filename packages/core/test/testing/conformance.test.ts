import { describe, expect, it } from 'vitest';
import * as testing from '../../src/testing/index.js';
import type { ConformanceCase, JournalSubject, SnapshotterSubject } from '../../src/testing/index.js';
import type {
  Approver,
  Decision,
  Detector,
  Evaluator,
  Guard,
  JournalRecord,
  ToolCall,
  Verifier,
} from '../../src/index.js';

const { InMemoryJournal, InMemorySnapshotter, sampleCall, sampleDecision, ScriptedGuard } = testing;

function journalSubject(journal: InstanceType<typeof InMemoryJournal>): () => Promise<JournalSubject> {
  return async () => ({ journal, records: async () => journal.records });
}

function snapshotterSubject(snapshotter = new InMemorySnapshotter()): SnapshotterSubject {
  const path = (name: string) => `/workspace/${name}`;
  return {
    snapshotter,
    dispose: async () => undefined,
    path,
    read: (name) => snapshotter.files.get(path(name)) ?? null,
    write: (name, content) =>
      void (content === null
        ? snapshotter.files.delete(path(name))
        : snapshotter.files.set(path(name), content)),
  };
}

const guardSubject = (guard: Guard = new ScriptedGuard()) => ({
  guard,
  harmless: sampleCall({ tool: 'ask' }),
  harmful: sampleCall({ tool: 'deny' }),
});

const suites: Record<string, readonly ConformanceCase[]> = {
  Journal: testing.journalConformance(async () => journalSubject(new InMemoryJournal())()),
  Guard: testing.guardConformance(guardSubject),
  Approver: testing.approverConformance({
    granting: () => new testing.ScriptedApprover('granted'),
    declining: () => new testing.ScriptedApprover('declined'),
  }),
  Snapshotter: testing.snapshotterConformance(async () => snapshotterSubject()),
  Detector: testing.detectorConformance(() => new testing.ScriptedDetector()),
  Verifier: testing.verifierConformance(() => new testing.ScriptedVerifier()),
  'calling Executor': testing.executorConformance(() => ({
    executor: new testing.CallingExecutor(),
    runs: true,
  })),
  'planning Executor': testing.executorConformance(() => ({
    executor: { execute: async () => ({ kind: 'planned', plan: null }) as const },
    runs: false,
  })),
  Evaluator: testing.evaluatorConformance(() => new testing.ScriptedEvaluator()),
  MemoryRecorder: testing.memoryRecorderConformance(() => new testing.CollectingMemory()),
  Observer: testing.observerConformance(() => new testing.CollectingObserver()),
  Clock: testing.clockConformance(() => new testing.SteppingClock()),
  Ids: testing.idsConformance(() => new testing.CountingIds()),
};

describe.each(Object.entries(suites))('the double of %s keeps its promises', (_, suite) => {
  it.each(suite)('$name', async ({ run }) => run());
});

describe('a suite finds an implementation that breaks its promise', () => {
  async function failures(suite: readonly ConformanceCase[]): Promise<number> {
    const ends = await Promise.allSettled(suite.map(async ({ run }) => run()));
    return ends.filter(({ status }) => status === 'rejected').length;
  }

  it('a journal that drops, reorders or renumbers', async () => {
    class Dropping extends InMemoryJournal {
      override appendSync(): { seq: number } {
        return { seq: 1 };
      }
    }
    class Reversing extends InMemoryJournal {
      override appendSync(record: JournalRecord): { seq: number } {
        this.records.unshift(record);
        return { seq: 1000 - this.records.length };
      }
    }
    expect(await failures(testing.journalConformance(async () => journalSubject(new Dropping())()))).toBe(6);
    expect(
      await failures(testing.journalConformance(async () => journalSubject(new Reversing())())),
    ).toBeGreaterThan(1);
  });

  it('a guard that allows all, denies all, or answers differently each time', async () => {
    let times = 0;
    const broken: Guard['inspect'][] = [
      () => sampleDecision('auto', { digest: '' }),
      () => sampleDecision('deny', { strict: true as never }),
      () => sampleDecision('auto', { digest: String(times++) }),
      () => {
        throw new Error('broken');
      },
    ];
    for (const inspect of broken) {
      const guard: Guard = { inspect, observe: () => undefined, refused: () => undefined };
      expect(await failures(testing.guardConformance(() => guardSubject(guard)))).toBeGreaterThan(1);
    }
  });

  it('a guard that forgives what was refused, or holds it against everybody', async () => {
    class Forgiving extends ScriptedGuard {
      override inspect(call: ToolCall): Decision {
        return this.refusals.length > 0 ? sampleDecision('auto', { digest: call.tool }) : super.inspect(call);
      }
    }
    class Unforgiving extends ScriptedGuard {
      override inspect(call: ToolCall): Decision {
        return this.refusals.length > 0 ? sampleDecision('deny', { digest: call.tool }) : super.inspect(call);
      }
    }
    expect(await failures(testing.guardConformance(() => guardSubject(new Forgiving())))).toBe(1);
    expect(await failures(testing.guardConformance(() => guardSubject(new Unforgiving())))).toBe(1);
  });

  it('an approver that grants everything under one digest', async () => {
    const careless: Approver = { approve: async () => ({ verdict: 'granted', digest: 'any', by: '' }) };
    const suite = testing.approverConformance({ granting: () => careless, declining: () => careless });
    expect(await failures(suite)).toBe(2);
  });

  it('a snapshotter that forgets, or overwrites the user', async () => {
    const forgetful = Object.assign(new InMemorySnapshotter(), { capture: () => null });
    expect(await failures(testing.snapshotterConformance(async () => snapshotterSubject(forgetful)))).toBe(7);
    class Unsettled extends InMemorySnapshotter {
      override settle(): void {
        // It never learns what the call itself wrote.
      }
    }
    const suite = testing.snapshotterConformance(async () => snapshotterSubject(new Unsettled()));
    expect(await failures(suite)).toBeGreaterThan(0);
    const deleting = snapshotterSubject();
    deleting.write('a', 'x');
    const effect = testing.sampleEffect({ verb: 'fs.delete', target: deleting.path('a') });
    const snapshot = deleting.snapshotter.capture(sampleCall(), [effect]);
    deleting.write('a', null);
    if (snapshot !== null) deleting.snapshotter.restore(snapshot);
    expect(deleting.read('a')).toBe('x');
    const unknown = new InMemorySnapshotter();
    expect(unknown.restore({ id: 'nobody', takenAt: 0, files: [], uncovered: [], git: null }).status).toBe(
      'failed',
    );
    expect(() =>
      unknown.settle({ id: 'nobody', takenAt: 0, files: [], uncovered: [], git: null }),
    ).not.toThrow();
  });

  it('a verifier that passes everything without looking', async () => {
    const blind: Verifier = {
      verify: async () => ({ status: 'PASS', checks: [] }),
      verifySync: () => ({
        status: 'PASS',
        checks: [{ check: '', status: 'pass', message: { en: '', zh: '' } }],
      }),
    };
    expect(await failures(testing.verifierConformance(() => blind))).toBe(3);
  });

  it('an executor that calls twice, or swallows errors', async () => {
    const twice = {
      executor: {
        execute: async <T>({
          tool,
          signal,
        }: {
          tool: (context: { signal: AbortSignal }) => T;
          signal: AbortSignal;
        }) => {
          try {
            tool({ signal });
            return { kind: 'ran', value: await tool({ signal }) } as const;
          } catch {
            return { kind: 'planned', plan: undefined as never } as const;
          }
        },
      },
      runs: true,
    };
    expect(await failures(testing.executorConformance(() => twice as never))).toBe(2);
  });

  it('an evaluator that scores from nothing, or off the scale', async () => {
    const boastful: Evaluator = {
      assess: () => ({ preExec: 1000, runtime: null, postExec: null, overall: null }),
      score: () => 100,
      noteUserChange: () => {
        throw new Error('broken');
      },
    };
    expect(await failures(testing.evaluatorConformance(() => boastful))).toBe(3);
  });

  it('a detector that finds what is not there, or answers as it likes', async () => {
    let calls = 0;
    const everywhere: Detector = {
      inspect: () => ({ findings: [], secrets: [], texts: [''] }),
      observe: () => ({ findings: [], secrets: [] }),
    };
    expect(await failures(testing.detectorConformance(() => everywhere))).toBe(1);
    const ofOther = { gate: 'risk', rule: 'x', floor: 'auto', message: { en: '', zh: '' } } as const;
    const foreign: Detector = {
      inspect: () => ({ findings: [ofOther], secrets: [], texts: [] }),
      observe: () => ({ findings: [ofOther], secrets: [] }),
    };
    expect(await failures(testing.detectorConformance(() => foreign))).toBe(2);
    const careless: Detector = {
      inspect: () => ({
        findings: [],
        secrets: [{ param: 'none.x', start: 1, end: (calls += 1) }],
        texts: [''],
      }),
      observe: () => ({ findings: [], secrets: [''] }),
    };
    expect(await failures(testing.detectorConformance(() => careless))).toBe(3);
  });

  it('a recorder, an observer, a clock or ids that fail', async () => {
    const fail = (): never => {
      throw new Error('broken');
    };
    expect(
      await failures(testing.memoryRecorderConformance(() => ({ record: fail, recordBlocked: fail }))),
    ).toBe(1);
    expect(await failures(testing.observerConformance(() => ({ notify: fail })))).toBe(1);
    let time = 0;
    expect(
      await failures(testing.clockConformance(() => ({ now: () => 0.5, monotonic: () => --time }))),
    ).toBe(2);
    expect(await failures(testing.idsConformance(() => ({ next: () => '../x' })))).toBe(1);
  });
});

describe('the doubles', () => {
  it('can be moved in time by hand', () => {
    const clock = new testing.SteppingClock(0);
    clock.advance(1000);
    expect(clock.now()).toBe(1000);
  });
});
