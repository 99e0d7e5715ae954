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
  const damaged = [
    ...memory.problems.map(({ message }) => message),
    ...evaluator.problems.map(({ message }) => ({ en: message, zh: message })),
  ];
  const unfinished = journal.unfinished().map(({ id, toolName }) => ({
    en: `${id} (${toolName}) began and has no outcome: the process may have ended in the middle of it`,
    zh: `${id}（${toolName}）已开始但没有结果：进程可能在执行中途结束`,
  }));
  const { problem } = guard.rules.status();
  const rules = problem === null ? [] : [{ en: problem, zh: problem }];
  return [...damaged, ...rules, ...unfinished];
}
