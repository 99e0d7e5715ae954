import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completedCall, evaluatorIn, freshFolder, StillClock, verdictOf } from '../support/workbench.js';
import type { SentinelEvaluator } from '../../src/index.js';

/** An agent of 30 calls over two days that did well at first, and had two claims refuted today. */
function agent(dir = freshFolder()): SentinelEvaluator {
  const clock = new StillClock();
  const evaluator = evaluatorIn(dir, { clock });
  for (let index = 0; index < 28; index += 1) {
    evaluator.assess(
      completedCall({ id: `op_${index}`, sessionId: `${index % 3}`, context: { userAccepted: true } }),
    );
  }
  clock.moveHours(30);
  for (const id of ['op_28', 'op_29']) {
    evaluator.assess(
      completedCall({
        id,
        sessionId: '3',
        verdict: verdictOf('FAIL'),
        context: { userAccepted: false, retryCount: 1 },
      }),
    );
  }
  for (let index = 0; index < 3; index += 1)
    evaluator.feedback.record('user_shared_output', { sessionId: '3' });
  return evaluator;
}

const AUDIT = { totalOperations: 36, verifyFailures: 2, highRiskOps: 3, last24h: 4 };

describe('[S2-110] the status report', () => {
  it('[S2-143] in English', () => {
    expect(agent().statusReport({ audit: AUDIT })).toBe(
      [
        '=== Sentinel AgentOS Status Report ===',
        'Quality Score: 94/100 📉',
        'Total Operations: 36 (4 in last 24h)',
        'Grade: B (interval 67–99; 30 calls, 3 signals)',
        '',
        '--- Breakdown ---',
        'Pre-Exec: 99/100 (n = 30)',
        'Runtime: 99/100 (n = 30)',
        'Post-Exec: 91/100 (n = 30)',
        'Satisfaction: 90/100 (n = 3)',
        '',
        '--- Audit ---',
        'Total: 36 | Failures: 2 | High-Risk: 3',
        '',
        '--- ⚠️ Warnings ---',
        '- 2 verify failures in last 24h — review session #3',
        '',
        '--- ✅ Strengths ---',
        '- Strong positive user feedback',
      ].join('\n'),
    );
  });

  it('in Chinese', () => {
    expect(agent().statusReport({ language: 'zh', audit: AUDIT })).toBe(
      [
        '=== Sentinel AgentOS 状态报告 ===',
        '质量分数：94/100 📉',
        '总操作数：36（最近24小时 4 次）',
        '等级：B（区间 67–99；30 次调用，3 个信号）',
        '',
        '--- 分项 ---',
        '执行前：99/100 (n = 30)',
        '执行中：99/100 (n = 30)',
        '执行后：91/100 (n = 30)',
        '满意度：90/100 (n = 3)',
        '',
        '--- 审计 ---',
        '总计：36 | 失败：2 | 高风险：3',
        '',
        '--- ⚠️ 警告 ---',
        '- 24小时内2次校验失败 — 检查会话 #3',
        '',
        '--- ✅ 强项 ---',
        '- 强烈的正向用户反馈',
      ].join('\n'),
    );
  });

  it('of an agent nothing is known of says so, and never "null"', () => {
    expect(evaluatorIn().statusReport()).toBe(
      [
        '=== Sentinel AgentOS Status Report ===',
        'Quality Score: insufficient data (n = 0)',
        'Total Operations: 0 (0 in last 24h)',
        '',
        '--- Breakdown ---',
        'Pre-Exec: insufficient data (n = 0)',
        'Runtime: insufficient data (n = 0)',
        'Post-Exec: insufficient data (n = 0)',
        'Satisfaction: insufficient data (n = 0)',
        '',
        '--- Audit ---',
        'Total: 0 | Failures: 0 | High-Risk: 0',
        '',
        '--- ⚠️ Warnings ---',
        '- none',
        '',
        '--- ✅ Strengths ---',
        '- none',
      ].join('\n'),
    );
    expect(evaluatorIn().statusReport({ language: 'zh' })).not.toContain('null');
  });

  it('without a journal shows its own counts', () => {
    expect(agent().statusReport()).toContain('Total: 30 | Failures: 2 | High-Risk: 0');
  });

  it('[S2-109] shows where the score is heading', () => {
    const evaluator = evaluatorIn();
    const sign = () => evaluator.statusReport().split('\n')[1]?.split('/100')[1];
    const assess = (count: number, status: 'PASS' | 'FAIL'): void => {
      for (let index = 0; index < count; index += 1)
        evaluator.assess(completedCall({ verdict: verdictOf(status) }));
    };
    assess(6, 'FAIL');
    expect(sign()).toBe(' ➡️');
    assess(4, 'PASS');
    expect(sign()).toBe(' 📈');
    assess(30, 'PASS');
    assess(4, 'FAIL');
    expect(sign()).toBe(' 📉');
  });

  it('an unknown language is an error naming it', () => {
    expect(() => evaluatorIn().statusReport({ language: 'fr' as 'en' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: "language must be 'en' or 'zh', got fr.",
      }),
    );
  });
});

it('the compact report is one line', () => {
  expect(agent().compactReport()).toBe(
    'Quality Score 94/100 📉 · B · 30 operations · 2 verify failures · 1 warnings',
  );
  expect(agent().compactReport({ language: 'zh' })).toBe(
    '质量分数 94/100 📉 · B · 30 次操作 · 2 次校验失败 · 1 条警告',
  );
  expect(evaluatorIn().compactReport()).toBe(
    'Quality Score insufficient data · 0 operations · 0 verify failures · 0 warnings',
  );
});

describe('the full report', () => {
  it('adds what each number rests on, the signals, the sessions and the problems', () => {
    const dir = freshFolder();
    const evaluator = agent(dir);
    evaluator.endSession('3');
    appendFileSync(join(dir, 'observations.jsonl'), 'garbage\n');
    const report = evaluator.fullReport();
    const [head = '', tail = ''] = report.split('\n\n--- Evidence ---\n');
    expect(head.split('\n').slice(1)).toEqual(evaluator.statusReport().split('\n').slice(1));
    expect(tail).toMatch(/^- Pre-Exec: 95% interval \d+–\d+; op_25, op_26, op_27, op_28, op_29\n- Runtime: /);
    expect(tail).toContain('--- Feedback ---\n- user_shared_output: 3\n');
    expect(tail).toMatch(
      /--- Sessions ---\n- #3: \d+\/100, 2 operations, 3 signals, ended\n- #0: 100\/100, 10 operations/,
    );
    expect(tail).toMatch(/--- Problems ---\n- A line is unreadable in .* at byte \d+\./);
  });

  it('of an agent nothing is known of has nothing to list', () => {
    const report = evaluatorIn().fullReport();
    expect(report).toMatch(
      /--- Evidence ---\n- none\n\n--- Feedback ---\n- none\n\n--- Sessions ---\n- none\n\n--- Problems ---\n- none$/,
    );
  });

  it('speaks Chinese', () => {
    const evaluator = agent();
    evaluator.endSession('3');
    expect(evaluator.fullReport({ language: 'zh' })).toContain('2 次操作，3 个信号，已结束');
  });
});
