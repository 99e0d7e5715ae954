import { createKernel, MASK, type Approver, type JournalRecord } from '@sentinel-agentos/core';
import {
  CallingExecutor,
  CollectingMemory,
  CountingIds,
  InMemoryJournal,
  InMemorySnapshotter,
  ScriptedApprover,
  ScriptedEvaluator,
  ScriptedGuard,
  ScriptedVerifier,
  SteppingClock,
} from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../src/backtest/backtest.js';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createGuard } from '../../src/guard.js';
import { callOf } from '../effects-by-hand.js';
import type { GuardOptions } from '../../src/guard-options.js';

const facts = createFixedFileFacts({ home: '/home/user', files: { '/proj/app/src/a.ts': 'file' } });
const policy = (options: Partial<GuardOptions> = {}): GuardOptions => ({
  workspaceRoot: '/proj/app',
  facts,
  ...options,
});
type Asked = readonly [tool: string, params: object, result?: 'fails'];

/** Runs calls through a real kernel and gives what its journal kept. */
async function recorded(
  calls: readonly Asked[],
  options: Partial<GuardOptions> = {},
  approver?: Approver,
): Promise<readonly JournalRecord[]> {
  const journal = new InMemoryJournal();
  const kernel = createKernel(
    {
      guard: createGuard(policy(options)),
      journal,
      snapshotter: new InMemorySnapshotter(),
      verifier: new ScriptedVerifier(),
      executor: new CallingExecutor(),
      evaluator: new ScriptedEvaluator(),
      memory: new CollectingMemory(),
      clock: new SteppingClock(),
      ids: new CountingIds(),
      ...(approver && { approver }),
    },
    { workspaceRoot: '/proj/app', sessionId: 's' },
  );
  for (const [tool, params, result] of calls) {
    await kernel.execute({ tool, params }, () => {
      if (result === 'fails') throw new Error('broken');
      return 'done';
    });
  }
  return journal.records;
}
const exec = (command: string): Asked => ['exec', { command }];
const everyday = ['npm test', 'git push origin topic', 'cat .env', 'npm publish', 'rm -rf /'].map(exec);

describe('backtest', () => {
  it('finds nothing when the candidate is the policy that was recorded', async () => {
    const journal = await recorded(everyday);
    expect(await backtest(journal, policy())).toEqual({
      calls: 5,
      unchanged: 5,
      changed: [],
      denyToAllow: 0,
      allowToDeny: 0,
      looser: 0,
      tighter: 0,
      notComparable: 0,
      notCompared: [],
    });
  });

  it('lists what was denied and would be allowed, and the other way round', async () => {
    const journal = await recorded(everyday);
    const report = await backtest(journal, policy({ thresholds: { deny: 9.5 } }));
    expect(report).toMatchObject({ calls: 5, denyToAllow: 1, allowToDeny: 0, looser: 1, unchanged: 4 });
    expect(report.changed).toEqual([
      {
        callId: 'op_5',
        at: expect.any(Number) as number,
        sessionId: 's',
        tool: 'exec',
        from: 'deny',
        to: 'confirm',
        before: { action: 'deny', strict: false, score: 9.18, rules: ['risk.band'] },
        after: { action: 'confirm', strict: true, score: 9.18, rules: ['risk.band'] },
        against: 'recorded',
        direction: 'looser',
      },
    ]);
    const strict = await backtest(journal, policy({ rules: { sensitiveFiles: ['.env'] } }));
    expect(strict).toMatchObject({ allowToDeny: 1, tighter: 1, denyToAllow: 0 });
    expect(strict.changed).toMatchObject([
      {
        callId: 'op_3',
        from: 'confirm',
        to: 'deny',
        after: { rules: ['rules.sensitiveFiles.0', 'risk.band'] },
      },
    ]);
  });

  it('lists every other change of action too, and of strictness', async () => {
    const journal = await recorded(everyday);
    const report = await backtest(
      journal,
      policy({ thresholds: { autoApprove: 0.1, notify: 0.1, confirm: 4 } }),
    );
    expect(
      report.changed.map(({ from, to, before, after }) => [from, to, before.strict, after.strict]),
    ).toEqual([
      ['auto', 'confirm', false, false],
      ['notify', 'confirm', false, false],
      ['confirm', 'confirm', true, false],
    ]);
    expect(report).toMatchObject({ denyToAllow: 0, allowToDeny: 0, looser: 1, tighter: 2 });
  });

  it('compares with a baseline on the same disk, where the recorded decisions are out of date', async () => {
    // A folder has become a link out of the workspace since the call was recorded.
    const journal = await recorded([exec('echo x > out/notes.txt')]);
    const now = createFixedFileFacts({
      home: '/home/user',
      files: { '/proj/app/out': { symlink: '/etc' }, '/etc/notes.txt': 'file' },
    });
    const alone = await backtest(journal, policy({ facts: now }));
    expect(alone.changed).toMatchObject([{ from: 'auto', to: 'confirm', against: 'recorded' }]);
    const fair = await backtest(journal, policy({ facts: now }), { baseline: policy({ facts: now }) });
    expect(fair).toMatchObject({ unchanged: 1, changed: [] });
    const changed = await backtest(journal, policy({ facts: now, rules: { sensitiveFiles: ['/etc/*'] } }), {
      baseline: policy({ facts: now }),
    });
    expect(changed.changed).toMatchObject([{ from: 'confirm', to: 'deny', against: 'baseline' }]);
  });

  it('reads a journal as it comes in', async () => {
    const journal = await recorded(everyday);
    async function* stream(): AsyncGenerator<JournalRecord> {
      yield* journal;
    }
    expect(await backtest(stream(), policy())).toMatchObject({ calls: 5, unchanged: 5 });
  });

  it('takes guards instead of options, and any guard for a candidate', async () => {
    const journal = await recorded(everyday);
    expect(await backtest(journal, createGuard(policy()))).toMatchObject({ unchanged: 5 });
    const { changed } = await backtest(journal, new ScriptedGuard(), { baseline: policy() });
    expect(changed.every(({ to }) => to === 'auto')).toBe(true);
  });

  it('names what is wrong with a candidate', async () => {
    await expect(backtest([], policy({ thresholds: { deny: 1 } }))).rejects.toThrow(/thresholds/u);
  });

  it('learns from recorded runs and refusals as the guard did', async () => {
    const failing = Array.from({ length: 40 }, (): Asked => ['exec', { command: 'npm run build' }, 'fails']);
    const runs = await recorded([...failing, exec('git push origin topic')]);
    expect(runs.at(-1)).toMatchObject({ kind: 'blocked', decision: { action: 'confirm' } });
    expect(await backtest(runs, policy())).toMatchObject({ changed: [] });

    const declined = await recorded(
      [exec('cat .env'), exec('head .env')],
      {},
      new ScriptedApprover('declined'),
    );
    expect(declined.at(-1)).toMatchObject({ decision: { action: 'confirm', strict: true } });
    expect(await backtest(declined, policy())).toMatchObject({ changed: [] });
  });

  it('does not hold against a candidate what only the recorded policy denied', async () => {
    const strict = { rules: { sensitiveFiles: ['.env'] } };
    const journal = await recorded([exec('cat .env'), exec('head .env')], strict);
    const { changed } = await backtest(journal, policy());
    expect(changed.map(({ from, to, after }) => [from, to, after.strict])).toEqual([
      ['deny', 'confirm', false],
      ['deny', 'confirm', false],
    ]);
  });
});

describe('a call whose parameters were masked', () => {
  const write = (path: string): Asked => ['write_file', { path, content: 'x' }];
  const secret = { rules: { schema: [{ tool: 'write_file', secrets: ['content'] }] } };

  it('is compared when nobody looks at what was masked', async () => {
    const journal = await recorded([write('src/b.ts'), write('/etc/hosts')], secret);
    expect(journal[0]).toMatchObject({ params: { content: MASK } });
    const report = await backtest(journal, policy({ ...secret, thresholds: { autoApprove: 0.1 } }));
    expect(report).toMatchObject({ calls: 2, notComparable: 0, unchanged: 1 });
    expect(report.changed).toMatchObject([{ from: 'auto', to: 'notify' }]);
  });

  it('is not compared when a check of the candidate looks at it', async () => {
    const journal = await recorded([write('src/b.ts')], secret);
    const sized = { rules: { schema: [{ tool: 'write_file', maxSize: { content: 3 } }] } };
    expect(await backtest(journal, policy(sized))).toMatchObject({
      unchanged: 0,
      notComparable: 1,
      notCompared: [{ callId: 'op_1', tool: 'write_file', why: 'masked', params: ['content'] }],
    });
  });

  it('is compared when the candidate denies it whatever was masked', async () => {
    const journal = await recorded([write('locked/b.ts')], secret);
    const denying = {
      rules: {
        schema: [
          {
            tool: 'write_file',
            maxSize: { content: 3 },
            pathDeny: { path: ['locked/**'] },
            secrets: ['content'],
          },
        ],
      },
    };
    expect(await backtest(journal, policy(denying))).toMatchObject({
      allowToDeny: 1,
      changed: [{ against: 'recorded', after: { rules: ['schema.pathDeny'] } }],
    });
    // The baseline cannot tell whether it would have denied the size.
    expect(
      await backtest(journal, policy(denying), { baseline: policy({ preRegisteredRules: true }) }),
    ).toMatchObject({ allowToDeny: 1, changed: [{ against: 'recorded' }] });
  });

  it('is the same under two policies that look at it with the same checks and otherwise agree', async () => {
    const journal = await recorded([write('src/b.ts'), write('/etc/hosts')], { preRegisteredRules: true });
    const builtIn = policy({ preRegisteredRules: true });
    expect(await backtest(journal, builtIn, { baseline: builtIn })).toMatchObject({ unchanged: 2 });
    expect(
      await backtest(journal, policy({ preRegisteredRules: true, thresholds: { autoApprove: 0.1 } }), {
        baseline: builtIn,
      }),
    ).toMatchObject({ unchanged: 1, notComparable: 1 });
    expect(await backtest(journal, builtIn)).toMatchObject({ notComparable: 2 });
  });

  it('is not compared when the command itself was masked, or a guard of another house judges it', async () => {
    const hidden = { rules: { schema: [{ tool: 'exec', secrets: ['command'] }] } };
    const journal = await recorded([exec('npm test')], hidden);
    expect(await backtest(journal, policy())).toMatchObject({ notComparable: 1 });
    const writes = await recorded([write('src/b.ts')], secret);
    expect(await backtest(writes, new ScriptedGuard())).toMatchObject({ notComparable: 1 });
  });

  it('is not compared when a reader of the host fails over it', async () => {
    const journal = await recorded([['deploy', { token: 'abcd', to: 'x' }]]);
    const toolReaders = { deploy: ({ token }: { token?: unknown }) => (token === MASK ? [] : []) };
    expect(await backtest(journal, policy({ toolReaders }))).toMatchObject({ notComparable: 1 });
  });
});

describe('a record that does not hold the call as it was', () => {
  const intent = async (params: object): Promise<JournalRecord> => {
    const [record] = await recorded([['note', params]]);
    if (record === undefined) throw new Error('nothing was recorded');
    return record;
  };

  it.each<[string, object, readonly string[]]>([
    ['bytes', { data: new Uint8Array([1]) }, ['data']],
    ['a number that JSON lacks', { amount: Number.NaN }, ['amount']],
    ['a broken character', { text: 'a\ud800b' }, ['text']],
    ['a broken character deep inside', { a: { b: [{ ['\udc00']: 1 }] } }, ['a']],
  ])('%s', async (_, params, unknown) => {
    const report = await backtest([await intent(params)], new ScriptedGuard());
    expect(report.notCompared).toMatchObject([{ why: 'masked', params: unknown }]);
  });

  it('parameters, tool or folder that the journal shortened', async () => {
    const record = await intent({ text: 'x', 'a/b': 'y' });
    const marker = { $elided: { bytes: 9, sha256: '' } };
    const shortened = [
      { ...record, params: { text: marker } },
      { ...record, elided: [{ path: '/params/a~1b', bytes: 9, sha256: '' }] },
      { ...record, elided: [{ path: '/cwd', bytes: 9, sha256: '' }, null] },
      { ...record, params: 7 },
      { ...record, tool: undefined },
    ] as unknown as JournalRecord[];
    const { notCompared } = await backtest(shortened, new ScriptedGuard());
    expect(notCompared.map(({ why, params }) => [why, ...params])).toEqual([
      ['masked', 'text'],
      ['masked', 'a/b'],
      ['unreadable'],
      ['unreadable'],
      ['unreadable'],
    ]);
  });

  it('never makes it throw, and every call is counted once', async () => {
    const good = await intent({ command: 'ls' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.jsonValue(), async (values, elided) => {
        const records = values.map((params) => ({ ...good, params, elided })) as unknown as JournalRecord[];
        const report = await backtest(records, policy());
        expect(report.unchanged + report.changed.length + report.notComparable).toBe(values.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a guard asked about a call of which not everything is known', () => {
  const call = callOf('exec', { command: 'npm test', token: MASK }, { cwd: '/proj/app' });

  it('decides as on the whole call when nobody looks at the rest, and gives no digest', () => {
    const guard = createGuard(policy());
    const partial = guard.inspectPartly(call, ['nothing']);
    expect(partial).toEqual({
      decision: { ...guard.inspect(call), digest: '' },
      readUnknown: false,
      checkedUnknown: false,
    });
  });

  it('says what was looked at', () => {
    const guard = createGuard(policy({ rules: { schema: [{ tool: 'exec', types: { token: 'string' } }] } }));
    expect(guard.inspectPartly(call, ['command'])).toMatchObject({ readUnknown: true });
    expect(guard.inspectPartly(call, ['token'])).toMatchObject({ checkedUnknown: true });
  });

  it('says nothing when a part of it fails', () => {
    const guard = createGuard(policy());
    const broken = { ...call, params: null as never };
    expect(guard.inspectPartly(broken, ['token'])).toBeNull();
  });
});
