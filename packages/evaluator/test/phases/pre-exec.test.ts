import { parseParams } from '@sentinel-agentos/core';
import { sampleDecision } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scorePreExec } from '../../src/index.js';
import type { Decision, Finding, RiskAssessment } from '@sentinel-agentos/core';

const risky = (score100: number): Partial<Decision> => ({
  risk: { ...sampleDecision().risk, score100 } satisfies RiskAssessment,
});
const finding: Finding = {
  gate: 'schema',
  rule: 'schema.required',
  floor: 'deny',
  field: 'path',
  message: { en: 'missing', zh: '缺少' },
};

describe('[S2-93] the pre-execution score', () => {
  it('joins parameter quality, risk and use of context as .4, .3 and .3 on 0–100', () => {
    const score = scorePreExec({
      params: { path: 'TODO' },
      decision: sampleDecision('auto', risky(10)),
      prior: { changedFiles: { total: 2, known: 1 } },
    });
    expect(score).toEqual({
      score: 78, // .4 × 75 + .3 × 90 + .3 × 70
      paramQuality: { score: 75, observations: ['path: placeholder'] },
      risk: { score: 90 },
      contextUtilization: { score: 70, patterns: ['changes-unread-files'] },
    });
  });

  it('scales the weights to what has evidence', () => {
    const { score, paramQuality, contextUtilization } = scorePreExec({
      params: {},
      decision: sampleDecision('auto', risky(20)),
    });
    expect(paramQuality.score).toBeNull();
    expect(contextUtilization.score).toBeNull();
    expect(score).toBe(80);
  });

  it('falls with the risk', () => {
    const at = (risk: number) =>
      scorePreExec({ params: {}, decision: sampleDecision('auto', risky(risk)) }).score;
    expect([at(0), at(50), at(100)]).toEqual([100, 50, 0]);
  });
});

describe('parameter quality', () => {
  const quality = (params: unknown, changes: Partial<Decision> = {}) =>
    scorePreExec({ params: parseParams(params), decision: sampleDecision('auto', changes) }).paramQuality;

  it.each([
    '<path>',
    '{{name}}',
    'TODO',
    'xxx',
    '...',
    'undefined',
    '[object Object]',
    '/path/to/file',
    'your-key-here',
  ])('a placeholder such as %s costs 25', (text) =>
    expect(quality({ path: text })).toEqual({ score: 75, observations: ['path: placeholder'] }),
  );

  it.each(['src/main.ts', 'say <b>hello</b>', 'null and void', 'your turn', 'todo.md'])(
    '%s costs nothing',
    (text) => {
      expect(quality({ path: text })).toEqual({ score: 100, observations: [] });
    },
  );

  it('a blank text costs 10, and its path is named', () => {
    expect(quality({ edits: [{ text: ' ' }] })).toEqual({ score: 90, observations: ['edits.0.text: blank'] });
  });

  it('a finding of the schema gate costs 25, even without parameters', () => {
    expect(quality({}, { findings: [finding] })).toEqual({
      score: 75,
      observations: ['path: schema.required'],
    });
    const { field: _, ...whole } = finding;
    expect(quality({}, { findings: [whole] }).observations).toEqual(['call: schema.required']);
  });

  it('does not go below 0', () => {
    expect(quality({ a: 'TODO', b: 'TODO', c: 'TODO', d: 'TODO', e: 'TODO' }).score).toBe(0);
  });

  it('does not look at secret parameters', () => {
    expect(quality({ key: 'TODO' }, { secretParams: ['key'] })).toEqual({ score: null, observations: [] });
  });

  it('stops looking after 500 values, so that giant parameters cost no time', () => {
    const many = Array.from({ length: 600 }, (_, index) => (index < 500 ? 'fine' : 'TODO'));
    expect(quality({ many, more: 'TODO' }).score).toBe(100);
  });
});

describe('use of context', () => {
  const use = (prior: Parameters<typeof scorePreExec>[0]['prior']) =>
    scorePreExec({ params: {}, decision: sampleDecision(), ...(prior && { prior }) }).contextUtilization;

  it('a call that failed before and is repeated unchanged scores 0', () => {
    expect(use({ repeatsFailure: true })).toEqual({ score: 0, patterns: ['repeats-failure'] });
  });

  it('changing files that were read scores 100, unread ones 40', () => {
    expect(use({ changedFiles: { total: 1, known: 1 } })).toEqual({
      score: 100,
      patterns: ['changes-known-files'],
    });
    expect(use({ changedFiles: { total: 1, known: 0 } })).toEqual({
      score: 40,
      patterns: ['changes-unread-files'],
    });
  });

  it('nothing known means no score', () => {
    expect(use({ changedFiles: { total: 0, known: 0 } }).score).toBeNull();
    expect(use(undefined).score).toBeNull();
  });
});

it.each([Number.NaN, -1, 101, Number.POSITIVE_INFINITY])('a risk of %d is an error naming it', (score100) => {
  expect(() => scorePreExec({ params: {}, decision: sampleDecision('auto', risky(score100)) })).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: `decision.risk.score100 must be 0–100, got ${score100}.`,
    }),
  );
});

it('every score is whole and within 0–100, whatever the parameters hold', () => {
  const json = fc.dictionary(
    fc.string({ unit: 'binary' }),
    fc.jsonValue({ stringUnit: 'binary', maxDepth: 8 }),
  );
  fc.assert(
    fc.property(json, fc.double({ min: 0, max: 100, noNaN: true }), (raw, risk) => {
      const { score } = scorePreExec({
        params: parseParams(raw),
        decision: sampleDecision('auto', risky(risk)),
      });
      expect(score === null || (Number.isInteger(score) && score >= 0 && score <= 100)).toBe(true);
    }),
  );
});
