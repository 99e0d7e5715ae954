import type { Action, Effect, Finding } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../src/risk/assess-risk.js';
import { decide, type GateResults } from '../../src/decision/decide.js';
import { defaultThresholds } from '../../src/risk/risk-thresholds.js';
import { effect } from '../effects-by-hand.js';
import { hardFinding } from '../../src/effects/hard-findings.js';
import { reasonOf } from '../../src/decision/reason.js';

const wipe = effect({
  verb: 'fs.delete',
  scope: 'host',
  target: '/',
  reversibility: 'irreversible',
  sensitivity: 'critical',
});
const finding = (floor: Action, rule = 'rules.dangerous.0', start = 0): Finding => ({
  gate: 'rules',
  rule,
  floor,
  message: { en: `${rule} ${floor}`, zh: `${rule} ${floor} 中文` },
  evidence: { param: 'command', start, end: start + 1 },
});
const results = (effects: readonly Effect[], parts: Partial<GateResults> = {}): GateResults => ({
  schema: { pass: true, errors: [] },
  rules: [],
  reading: [],
  own: [],
  effects,
  risk: assessRisk(effects, () => 20),
  thresholds: defaultThresholds,
  digest: 'd',
  secretParams: [],
  ...parts,
});
const evidence = { param: 'command', start: 0, end: 1 };

describe('a decision', () => {
  it('without effects and findings is auto, with score 0', () => {
    const decision = decide(results([]));
    expect(decision).toMatchObject({ action: 'auto', strict: false, findings: [], risk: { score: 0 } });
    expect(reasonOf(decision, 'en')).toBe('Risk 0 → AUTO');
  });

  it('[S2-172] says "Risk 9.18 → DENY" when the score alone denies', () => {
    const decision = decide(results([wipe]));
    expect(reasonOf(decision, 'en')).toBe('Risk 9.18 → DENY');
    expect(decision.findings).toEqual([
      {
        gate: 'risk',
        rule: 'risk.band',
        floor: 'deny',
        message: { en: 'Risk 9.18 → DENY', zh: 'Risk 9.18 → DENY' },
      },
    ]);
  });

  it.each([
    ['vcs.push', 'shared', 'partial', 'normal', 'Risk 0.92 → NOTIFY'],
    ['secret.read', 'process', 'irreversible', 'critical', 'Risk 1.53 → CONFIRM'],
    ['privilege.gain', 'host', 'hard', 'critical', 'Risk 7.34 → CONFIRM'],
  ] as const)(
    'gives the score in its shortest form: %s',
    (verb, scope, reversibility, sensitivity, reason) => {
      expect(decide(results([effect({ verb, scope, reversibility, sensitivity })])).reason.en).toBe(reason);
    },
  );

  it('takes the first finding that demands the action for its reason', () => {
    const rules = [finding('confirm', 'w'), finding('deny', 'd1'), finding('deny', 'd2')];
    expect(decide(results([wipe], { rules })).reason).toEqual({ en: 'd1 deny', zh: 'd1 deny 中文' });
    expect(decide(results([effect()], { rules: [finding('confirm', 'w')] })).reason.en).toBe('w confirm');
  });

  it('denies what the schema rejects, however small the risk, and names the field', () => {
    const error = { field: 'path', rule: 'pathDeny', message: { en: 'path matches deny pattern', zh: '…' } };
    expect(decide(results([effect()], { schema: { pass: false, errors: [error] } }))).toMatchObject({
      action: 'deny',
      reason: { en: 'path matches deny pattern' },
      findings: [{ gate: 'schema', rule: 'schema.pathDeny', field: 'path', floor: 'deny' }],
    });
  });

  it('hard floors hold whatever the thresholds', () => {
    const thresholds = { autoApprove: 100, notify: 100, confirm: 100, deny: 100 };
    const reading = [hardFinding('flow.download-to-shell', evidence)];
    expect(decide(results([wipe], { thresholds, reading })).action).toBe('deny');
    expect(decide(results([wipe], { thresholds })).action).toBe('auto');
  });

  it('asks strictly above the confirm threshold and for what the reader found hidden, not for a warning', () => {
    const strict = (parts: Partial<GateResults>, ...effects: readonly Effect[]): boolean => {
      const decision = decide(results(effects, parts));
      expect(decision.action).toBe('confirm');
      return decision.strict;
    };
    const publish = effect({
      verb: 'pkg.publish',
      scope: 'shared',
      reversibility: 'hard',
      sensitivity: 'sensitive',
    });
    expect(strict({}, publish)).toBe(true);
    expect(strict({ reading: [hardFinding('shell.unparsed', evidence)] }, effect())).toBe(true);
    expect(strict({ rules: [finding('confirm')] }, effect())).toBe(false);
    expect(decide(results([wipe], { reading: [hardFinding('shell.unparsed', evidence)] })).strict).toBe(
      false,
    );
  });

  it("mentions the guard's own files last and once, since that is not what is wrong with rm -rf /", () => {
    const own = finding('deny', 'state.protected');
    const reading = [hardFinding('state.protected', { param: 'command', start: 0, end: 9 })];
    const decision = decide(results([wipe], { own: [own, finding('deny', 'state.protected', 5)], reading }));
    expect(decision.reason.en).toBe('Risk 9.18 → DENY');
    expect(decision.findings.map(({ rule }) => rule)).toEqual([
      'risk.band',
      'state.protected',
      'state.protected',
    ]);
    expect(decide(results([effect()], { own: [own] })).reason.en).toBe('state.protected deny');
  });

  it('never becomes less careful by one more finding', () => {
    const severity = { auto: 0, notify: 1, confirm: 2, deny: 3 };
    const any = fc.constantFrom<Action[]>('auto', 'notify', 'confirm', 'deny').map((floor) => finding(floor));
    const effects = fc.constantFrom(
      [],
      [effect()],
      [wipe],
      [effect({ verb: 'secret.read', reversibility: 'irreversible' })],
    );
    fc.assert(
      fc.property(
        effects,
        fc.array(any, { maxLength: 4 }),
        any,
        fc.constantFrom('rules', 'reading', 'own'),
        (list, findings, more, where) => {
          const before = decide(results(list, { [where]: findings }));
          const after = decide(results(list, { [where]: [...findings, more] }));
          expect(severity[after.action]).toBeGreaterThanOrEqual(severity[before.action]);
          expect(severity[after.action]).toBeGreaterThanOrEqual(severity[more.floor]);
          expect(after.action === before.action && before.strict && !after.strict).toBe(false);
        },
      ),
    );
  });
});

describe('the explanation', () => {
  it('names gates, rules, the decisive effect and the four dimensions, in both languages', () => {
    const { explanation } = decide(results([effect(), wipe], { rules: [finding('deny')] }));
    expect(explanation).toEqual({
      en:
        'DENY: [rules: rules.dangerous.0] rules.dangerous.0 deny; risk 9.18 = impact 3 × (1 − reversibility 0) × ' +
        'sensitivity 3 × (1 + error rate 0.02); from fs.delete / (host); 2 effects in all',
      zh:
        'DENY: [rules: rules.dangerous.0] rules.dangerous.0 deny 中文；风险 9.18 = 影响 3 × (1 − 可逆性 0) × ' +
        '敏感度 3 × (1 + 错误率 0.02)；来自 fs.delete / (host)；共 2 项影响',
    });
  });

  it('says when an approval is strict, when nothing was read, and how much it leaves out', () => {
    const reading = [1, 2, 3, 4, 5].map((start) =>
      hardFinding('shell.unparsed', { param: 'command', start, end: 9 }),
    );
    expect(decide(results([], { reading })).explanation.en).toMatch(
      /^CONFIRM \(strict\): .*; and 2 more; .*; no effect was read$/u,
    );
    expect(decide(results([], { reading })).explanation.zh).toMatch(
      /^CONFIRM（严格）: .*；另有 2 条；.*；未读出任何影响$/u,
    );
    expect(decide(results([effect({ target: '' })])).explanation.en).toMatch(
      /; from fs\.write \(workspace\)$/u,
    );
  });

  it('fits an approval dialog and shows no characters that act', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary', maxLength: 1000 }),
        (target, message) => {
          const rules = [1, 2, 3].map(() => ({ ...finding('deny'), message: { en: message, zh: message } }));
          const { en, zh } = decide(results([effect({ target })], { rules })).explanation;
          for (const text of [en, zh]) {
            expect(text.length).toBeLessThanOrEqual(512);
            expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          }
        },
      ),
    );
  });
});
