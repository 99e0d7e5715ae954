import type { LocalizedText } from '@sentinel-agentos/core';
import type { System } from './system.js';

/** The evaluator's report, and what needs a person's attention. */
export function reportStatus(system: System): string {
  const { evaluator, journal, language } = system;
  const report = evaluator.statusReport({ language, audit: journal.stats() });
  const attention = attentionNeeded(system).map((text) => `- ${text[language]}`);
  if (attention.length === 0) return report;
  const head: LocalizedText = { en: '--- ⚠️ Attention ---', zh: '--- ⚠️ 需要处理 ---' };
  return [report, '', head[language], ...attention].join('\n');
}

/** State that was found damaged and kept aside, and calls that began and never ended. */
function attentionNeeded({ memory, evaluator, journal, guard }: System): readonly LocalizedText[] {
  const damaged = [...memory.problems, ...evaluator.problems].map((problem) => problem.message);
  const unfinished = journal.unfinished().map(({ id, toolName }) => ({
    en: `${id} (${toolName}) began and has no outcome: the process may have ended in the middle of it`,
    zh: `${id}(${toolName})已开始但没有结果:进程可能在执行中途结束`,
  }));
  const rules = guard.rules.problem === null ? [] : [guard.rules.problem];
  return [...damaged, ...rules, ...unfinished];
}
