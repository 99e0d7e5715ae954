import { SentinelError } from '@sentinel-agentos/core';
import type { Language } from '@sentinel-agentos/core';
import type { Dimension } from '../dimension.js';
import type { Interval } from '../statistics/track.js';
import type { Trend } from '../profile/trend.js';

/** The words of a report in one language. */
export interface Wording {
  readonly title: string;
  readonly fullTitle: string;
  readonly quality: string;
  readonly grade: (grade: string, interval: Interval, calls: number, signals: number) => string;
  readonly operations: (total: number, lastDay: number | null) => string;
  readonly insufficient: string;
  readonly breakdown: string;
  readonly dimensions: Readonly<Record<Dimension, string>>;
  readonly audit: (total: number, failures: number, highRisk: number) => string;
  readonly auditTitle: string;
  readonly warnings: string;
  readonly strengths: string;
  readonly evidence: string;
  readonly interval: string;
  readonly feedback: string;
  readonly sessions: string;
  readonly session: (operations: number, signals: number, ended: boolean) => string;
  readonly problems: string;
  readonly none: string;
  readonly compact: (operations: number, failures: number, warnings: number) => string;
  readonly colon: string;
}

const EN: Wording = {
  title: '=== Sentinel AgentOS Status Report ===',
  fullTitle: '=== Sentinel AgentOS Full Report ===',
  quality: 'Quality Score',
  grade: (grade, { lower, upper }, calls, signals) =>
    `Grade: ${grade} (interval ${lower}–${upper}; ${calls} calls, ${signals} signals)`,
  operations: (total, lastDay) =>
    `Total Operations: ${total}${lastDay === null ? '' : ` (${lastDay} in last 24h)`}`,
  insufficient: 'insufficient data',
  breakdown: '--- Breakdown ---',
  dimensions: {
    preExec: 'Pre-Exec',
    runtime: 'Runtime',
    postExec: 'Post-Exec',
    satisfaction: 'Satisfaction',
  },
  auditTitle: '--- Audit ---',
  audit: (total, failures, highRisk) => `Total: ${total} | Failures: ${failures} | High-Risk: ${highRisk}`,
  warnings: '--- ⚠️ Warnings ---',
  strengths: '--- ✅ Strengths ---',
  evidence: '--- Evidence ---',
  interval: '95% interval',
  feedback: '--- Feedback ---',
  sessions: '--- Sessions ---',
  session: (operations, signals, ended) =>
    `${operations} operations, ${signals} signals${ended ? ', ended' : ''}`,
  problems: '--- Problems ---',
  none: '- none',
  compact: (operations, failures, warnings) =>
    `${operations} operations · ${failures} verify failures · ${warnings} warnings`,
  colon: ': ',
};

const ZH: Wording = {
  title: '=== Sentinel AgentOS 状态报告 ===',
  fullTitle: '=== Sentinel AgentOS 完整报告 ===',
  quality: '质量分数',
  grade: (grade, { lower, upper }, calls, signals) =>
    `等级：${grade}（区间 ${lower}–${upper}；${calls} 次调用，${signals} 个信号）`,
  operations: (total, lastDay) =>
    `总操作数：${total}${lastDay === null ? '' : `（最近24小时 ${lastDay} 次）`}`,
  insufficient: '数据不足',
  breakdown: '--- 分项 ---',
  dimensions: { preExec: '执行前', runtime: '执行中', postExec: '执行后', satisfaction: '满意度' },
  auditTitle: '--- 审计 ---',
  audit: (total, failures, highRisk) => `总计：${total} | 失败：${failures} | 高风险：${highRisk}`,
  warnings: '--- ⚠️ 警告 ---',
  strengths: '--- ✅ 强项 ---',
  evidence: '--- 证据 ---',
  interval: '95% 区间',
  feedback: '--- 反馈 ---',
  sessions: '--- 会话 ---',
  session: (operations, signals, ended) =>
    `${operations} 次操作，${signals} 个信号${ended ? '，已结束' : ''}`,
  problems: '--- 问题 ---',
  none: '- 无',
  compact: (operations, failures, warnings) =>
    `${operations} 次操作 · ${failures} 次校验失败 · ${warnings} 条警告`,
  colon: '：',
};

/** @throws SentinelError `INVALID_ARGUMENT` for a language the product does not speak. */
export function wordingFor(language: Language): Wording {
  switch (language) {
    case 'en':
      return EN;
    case 'zh':
      return ZH;
    default: {
      const unknown: never = language;
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `language must be 'en' or 'zh', got ${String(unknown).slice(0, 80)}.`,
      );
    }
  }
}

/** Sign of a trend; nothing where there is too little data for one. */
export const TREND_SIGNS: Readonly<Record<Trend, string>> = {
  improving: ' 📈',
  declining: ' 📉',
  stable: ' ➡️',
  'insufficient-data': '',
};
