import { describe, expect, it, vi } from 'vitest';
import { bench, fails } from './bench-of-ports.js';
import {
  ScriptedApprover,
  ScriptedDetector,
  ScriptedGuard,
  sampleDecision,
  sampleEffect,
} from '../../src/testing/index.js';
import type {
  Action,
  Approval,
  Approver,
  Decision,
  Detector,
  Effect,
  Finding,
  KernelPorts,
} from '../../src/index.js';

const SECRET = 'hunter2';
const request = { tool: 'exec', params: { command: `login --password ${SECRET} now`, other: ['kept'] } };

/** A guard whose calls have effects of the test's choice. */
class GuardWith extends ScriptedGuard {
  readonly #effect: Partial<Effect>;
  constructor(effect: Partial<Effect>) {
    super();
    this.#effect = effect;
  }
  override inspect(): Decision {
    return sampleDecision('auto', { effects: [sampleEffect(this.#effect)] });
  }
}

const finding = (floor: Action): Finding => ({
  gate: 'detect',
  rule: `detect.${floor}`,
  floor,
  message: { en: `found ${floor}`, zh: `发现 ${floor}` },
});
const detectorThatSays = (...floors: readonly Action[]): Detector => ({
  inspect: () => ({ findings: floors.map(finding), secrets: [], texts: [] }),
  observe: () => ({ findings: [], secrets: [] }),
});

describe('a detector', () => {
  it('has secrets in parameters masked wherever the call is kept or shown', async () => {
    const approver = new ScriptedApprover('granted');
    const { kernel, journal, memory, observer } = bench({
      detector: new ScriptedDetector(),
      guard: Object.assign(new ScriptedGuard(), {
        inspect: () =>
          sampleDecision('confirm', { effects: [sampleEffect({ target: `https://u:${SECRET}@host` })] }),
      }),
      approver,
    });
    const tool = vi.fn(() => 'done');
    expect(await kernel.execute(request, tool)).toMatchObject({ status: 'succeeded' });
    expect(tool).toHaveBeenCalledOnce();
    expect(
      JSON.stringify([
        journal.records,
        memory.completed.map(({ call }) => call),
        approver.asked.map(({ call }) => call),
      ]),
    ).not.toContain(SECRET);
    expect(
      JSON.stringify(observer.events.map((event) => ('call' in event ? event.call : null))),
    ).not.toContain(SECRET);
    expect(journal.records[0]).toMatchObject({
      params: { command: 'login --password [masked] now', other: ['kept'] },
      decision: { effects: [{ target: 'https://u:[masked]@host' }] },
    });
  });

  it('masks places in nested values, also where they overlap, and nothing else', async () => {
    const at = (param: string, start: number, end: number) => ({ param, start, end });
    const detector: Detector = {
      ...detectorThatSays(),
      inspect: () => ({
        findings: [],
        secrets: [
          at('edits.0.text', 0, 3),
          at('edits.0.text', 2, 5),
          at('edits.0.text', 3, 4),
          at('none.x', 0, 1),
        ],
        texts: [],
      }),
    };
    const { kernel, journal } = bench({ detector });
    const params = {
      edits: [{ text: 'abcdefg', n: 1, b: true, z: null, raw: new Uint8Array(2) }],
      none: 'x',
    };
    await kernel.execute({ tool: 'edit', params }, () => 'abcde was written');
    expect(journal.records[0]).toMatchObject({
      params: { edits: [{ text: '[masked]fg', n: 1, b: true, z: null, raw: { $bytes: 2 } }], none: 'x' },
    });
  });

  it('has secrets in a result kept nowhere, and gives the caller the result as it is', async () => {
    const { kernel, memory } = bench({ detector: new ScriptedDetector() });
    const result = { text: `token ${SECRET}`, list: [SECRET, 1], when: new Date(0) };
    const receipt = await kernel.execute({ tool: 'read', params: {} }, () => result);
    expect(receipt).toMatchObject({ status: 'succeeded', detections: [{ rule: 'detect.word' }] });
    expect(receipt.result).toBe(result);
    expect(memory.completed[0]?.run).toEqual({
      status: 'succeeded',
      result: { text: 'token [masked]', list: ['[masked]', 1], when: new Date(0) },
    });
  });

  it('has secrets of the parameters masked in what a tool throws, or is aborted with', async () => {
    const { kernel, memory, journal } = bench({ detector: new ScriptedDetector(), guard: new GuardWith({}) });
    await kernel.execute(request, () => {
      throw new Error(`cannot log in with ${SECRET}`);
    });
    const controller = new AbortController();
    controller.abort(SECRET);
    await kernel.execute(request, () => 'x', { signal: controller.signal });
    await kernel.execute(request, async () => new Promise(() => undefined), { timeoutMs: 1 });
    expect(
      String(memory.completed.map(({ run }) => ('error' in run ? String(run.error) : JSON.stringify(run)))),
    ).not.toContain(SECRET);
    expect(JSON.stringify(journal.records)).not.toContain(SECRET);
    expect(journal.records.filter(({ kind }) => kind === 'outcome')).toMatchObject([
      { status: 'failed', error: 'cannot log in with [masked]' },
      { status: 'aborted' },
      { status: 'timed-out' },
    ]);
  });

  it('has secrets masked in names of parameters, tools, sessions and folders, and in what the decision says', async () => {
    const guard = new GuardWith({ target: `/proj/${SECRET}.txt` });
    const { kernel, journal, memory, observer } = bench({ detector: new ScriptedDetector(), guard });
    const params = {
      [SECRET]: 'x',
      list: [{ [`${SECRET}2`]: `again ${SECRET}` }],
      [`${SECRET}${SECRET}`]: 1,
    };
    const receipt = await kernel.execute(
      { tool: `post_${SECRET}`, params, sessionId: SECRET, agentId: 'a', cwd: `/proj/${SECRET}` },
      () => 'x',
    );
    expect(receipt.status).toBe('succeeded');
    const kept = [journal.records, memory.completed, observer.events, receipt.effects];
    // A snapshot names the files it can bring back.
    const told = JSON.stringify(kept, (key, value: unknown) => (key === 'snapshot' ? null : value));
    expect(told).not.toContain(SECRET);
    expect(journal.records[0]).toMatchObject({
      tool: 'post_[masked]',
      sessionId: '[masked]',
      cwd: '/proj/[masked]',
      params: { '[masked]': 'x', list: [{ '[masked]2': 'again [masked]' }], '[masked][masked]': 1 },
      decision: { effects: [{ target: '/proj/[masked].txt' }] },
    });
  });

  it('keeps two parameters whose names are masked apart', async () => {
    const detector: Detector = {
      ...detectorThatSays(),
      inspect: () => ({ findings: [], secrets: [], texts: ['hunter2', 'hunter3'] }),
    };
    const { kernel, journal } = bench({ detector });
    await kernel.execute(
      { tool: 'x', params: { hunter2: 1, hunter3: 2, deep: { hunter2: 3, hunter3: 4 } } },
      () => 1,
    );
    expect(journal.records[0]).toMatchObject({
      params: { '[masked]': 1, '[masked] 2': 2, deep: { '[masked]': 3, '[masked] 2': 4 } },
    });
  });

  it('has secrets masked in the words of whoever was asked', async () => {
    const says = (answer: Approval): Approver => ({ approve: async () => answer });
    for (const approver of [
      says({ verdict: 'declined', by: SECRET, reason: `it holds ${SECRET}` }),
      { approve: async () => Promise.reject(new Error(SECRET)) },
    ]) {
      const { kernel, journal, memory } = bench({
        detector: new ScriptedDetector(),
        guard: Object.assign(new ScriptedGuard(), {
          inspect: () => sampleDecision('confirm', { safer: { en: SECRET, zh: SECRET } }),
        }),
        approver,
      });
      const receipt = await kernel.execute(request, vi.fn());
      expect(receipt.status).toBe('unapproved');
      expect(JSON.stringify([journal.records, memory.blocked, receipt])).not.toContain(SECRET);
    }
  });

  it('keeps nothing of a result that is not plain data, or runs code when it is read', async () => {
    let reads = 0;
    const own = { text: SECRET, self: null as unknown };
    own.self = own;
    const results: readonly [unknown, unknown][] = [
      [own, { text: '[masked]', self: '[masked]' }],
      [
        {
          text: SECRET,
          get live(): string {
            reads += 1;
            return SECRET;
          },
        },
        { text: '[masked]', live: '[masked]' },
      ],
      [{ [SECRET]: new Map([[SECRET, SECRET]]) }, { '[masked]': '[masked]' }],
      [
        { text: SECRET, run: () => SECRET, bytes: Buffer.from(SECRET) },
        { text: '[masked]', run: '[masked]', bytes: '[masked]' },
      ],
    ];
    for (const [result, kept] of results) {
      const { kernel, memory } = bench({
        detector: { ...detectorThatSays(), observe: () => ({ findings: [], secrets: [SECRET] }) },
      });
      const receipt = await kernel.execute({ tool: 'read', params: {} }, () => result);
      expect(receipt).toMatchObject({ status: 'succeeded', faults: [] });
      expect(memory.completed[0]?.run).toEqual({ status: 'succeeded', result: kept });
    }
    expect(reads).toBe(0);
  });

  it('keeps nothing of a result that cannot be masked, and records how the call ended', async () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], SECRET);
    const { kernel, memory, journal } = bench({
      detector: { ...detectorThatSays(), observe: () => ({ findings: [], secrets: [SECRET] }) },
    });
    const receipt = await kernel.execute({ tool: 'read', params: {} }, () => deep);
    expect(receipt).toMatchObject({ status: 'succeeded', faults: [{ code: 'DETECTOR_FAILED' }] });
    expect(memory.completed[0]?.run).toEqual({ status: 'succeeded', result: '[masked]' });
    expect(journal.records.map(({ kind }) => kind)).toEqual(['intent', 'outcome']);
  });

  it('has an error masked before it is cut, and shown to the detector as it will be kept', async () => {
    const seen: unknown[] = [];
    const detector: Detector = {
      ...detectorThatSays(),
      observe: (_call, _effects, run) => {
        seen.push(run.status === 'failed' && run.error instanceof Error ? run.error.message : null);
        return { findings: [], secrets: [SECRET] };
      },
    };
    const { kernel, journal } = bench({ detector });
    await kernel.execute({ tool: 'read', params: {} }, () => {
      throw new Error(`${'x'.repeat(1_997)}${SECRET}`);
    });
    await kernel.execute({ tool: 'read', params: {} }, async () =>
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- tools throw what they like
      Promise.reject({ toString: () => `it is ${SECRET}` }),
    );
    expect(JSON.stringify(journal.records)).not.toContain(SECRET.slice(0, 3));
    expect(seen[1]).toBe(`it is ${SECRET}`);
  });

  it('that gives an answer of another shape denies, and nothing of the parameters is kept', async () => {
    for (const answer of [
      null,
      {},
      { findings: [{ ...finding('auto'), floor: 'bogus' }], secrets: [], texts: [] },
      { findings: [], secrets: [], texts: [1] },
      Promise.resolve(),
    ]) {
      const detector = { ...detectorThatSays(), inspect: () => answer } as unknown as Detector;
      const { kernel, journal } = bench({ detector });
      expect(await kernel.execute(request, vi.fn())).toMatchObject({ status: 'denied' });
      expect(journal.records).toMatchObject([{ params: { command: '[masked]', other: '[masked]' } }]);
    }
  });

  it('stops a secret on its way out', async () => {
    const tool = vi.fn();
    const guard = new GuardWith({ verb: 'net.send', remote: true });
    const { kernel, journal } = bench({ detector: new ScriptedDetector(), guard });
    const receipt = await kernel.execute(request, tool);
    expect(tool).not.toHaveBeenCalled();
    expect(receipt).toMatchObject({ status: 'denied', risk: 'deny', reason: 'the word' });
    expect(receipt.decision.explanation.en).toContain('DENY: [detect: detect.word] the word');
    expect(JSON.stringify(journal.records)).not.toContain(SECRET);
  });

  it.each<[Action, readonly Action[], Action, boolean]>([
    ['auto', [], 'auto', false],
    ['auto', ['auto'], 'auto', false],
    ['auto', ['notify'], 'notify', false],
    ['auto', ['notify', 'confirm'], 'confirm', true],
    ['notify', ['auto'], 'notify', false],
    ['confirm', ['auto'], 'confirm', false],
    ['confirm', ['confirm'], 'confirm', true],
    ['deny', ['confirm'], 'deny', false],
    ['confirm', ['deny', 'notify'], 'deny', false],
  ])('makes of %s with findings of %j: %s', async (action, floors, expected, strict) => {
    const { kernel } = bench({ detector: detectorThatSays(...floors) });
    const { decision } = await kernel.execute({ tool: action, params: {} }, vi.fn());
    expect([decision.action, decision.strict]).toEqual([expected, strict]);
    expect(decision.findings.filter(({ gate }) => gate === 'detect')).toHaveLength(floors.length);
  });

  it('that fails before the run denies', async () => {
    const { kernel } = bench({ detector: { ...detectorThatSays(), inspect: fails } });
    const receipt = await kernel.execute(request, vi.fn());
    expect(receipt).toMatchObject({ status: 'denied', decision: { findings: [{ rule: 'detect.failed' }] } });
  });

  it.each<[string, Partial<KernelPorts>, () => unknown, unknown]>([
    ['succeeded', {}, () => SECRET, { result: '[masked]' }],
    [
      'failed',
      {},
      () => {
        throw new Error(SECRET);
      },
      { error: new Error('[masked]') },
    ],
  ])('that fails after a run that %s lets nothing of it be kept', async (status, ports, tool, kept) => {
    const { kernel, memory, journal } = bench({
      ...ports,
      detector: { ...detectorThatSays(), observe: fails },
    });
    const receipt = await kernel.execute({ tool: 'read', params: {} }, tool);
    expect(receipt).toMatchObject({ status, detections: [], faults: [{ code: 'DETECTOR_FAILED' }] });
    expect(memory.completed[0]?.run).toEqual({ status, ...(kept as object) });
    expect(JSON.stringify(journal.records)).not.toContain(SECRET);
  });

  it('that cannot look into a result says so without a fault, and nothing of the result is kept', async () => {
    const told = {
      gate: 'detect',
      rule: 'detect.opaque',
      floor: 'auto',
      message: { en: '', zh: '' },
    } as const;
    const { kernel, memory, journal } = bench({
      detector: { ...detectorThatSays(), observe: () => ({ findings: [told], secrets: null }) },
    });
    const receipt = await kernel.execute({ tool: 'read', params: {} }, () => SECRET);
    expect(receipt).toMatchObject({ status: 'succeeded', detections: [told], faults: [] });
    expect(memory.completed[0]?.run).toEqual({ status: 'succeeded', result: '[masked]' });
    expect(JSON.stringify(journal.records)).not.toContain(SECRET);
  });

  it('that fails after a run without a result changes nothing but that', async () => {
    const { kernel, memory } = bench({ detector: { ...detectorThatSays(), observe: fails } });
    const controller = new AbortController();
    controller.abort('because');
    await kernel.execute({ tool: 'read', params: {} }, () => 'x', { signal: controller.signal });
    await kernel.execute({ tool: 'read', params: {} }, async () => new Promise(() => undefined), {
      timeoutMs: 1,
    });
    expect(memory.completed.map(({ run }) => run)).toEqual([
      { status: 'aborted', reason: '[masked]' },
      { status: 'timed-out', afterMs: 1 },
    ]);
  });
});
