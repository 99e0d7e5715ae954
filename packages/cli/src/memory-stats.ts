import { EXIT } from './command.js';
import { lookAtAgentOS } from './open-agent-os.js';
import { readOptions } from './read-options.js';
import { shownJson, shownLine } from './shown-text.js';
import type { CommandInput, ExitCode } from './command.js';
import type { Language, MemoryStats } from 'sentinel-agentos';

/** How full the memory is, and what is wrong with its files; ends with 1 when something is. */
export function memoryStats(input: CommandInput): Promise<ExitCode> {
  const { switches } = readOptions(input.args, [], ['json']);
  return lookAtAgentOS(input, ({ memory }) => {
    const stats = memory.stats();
    const problems = memory.problems;
    const isText = input.terminal.isWatched && !switches.has('json');
    const told = problems.map(({ message }) => shownLine(message[input.language]));
    input.terminal.out(
      isText ? [...statsLines(stats, input.language), ...told].join('\n') : shownJson({ ...stats, problems }),
    );
    return problems.length === 0 ? EXIT.ok : EXIT.denied;
  });
}

function statsLines({ working, episodic, semantic }: MemoryStats, language: Language): readonly string[] {
  const { full, summary, line, forgotten } = episodic.byLevel;
  const { preferences, facts, rules, terms, projects, quarantined, conflicts } = semantic;
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
  const size = (tier: { readonly bytes: number; readonly maxBytes: number }): string =>
    `${kib(tier.bytes)} / ${kib(tier.maxBytes)}`;
  return {
    en: [
      `working   ${working.tokens} / ${working.maxTokens} tokens`,
      `episodic  ${size(episodic)}: ${full} whole, ${summary} summaries, ${line} lines, ${forgotten} forgotten`,
      `semantic  ${size(semantic)}: ${facts} facts, ${rules} rules, ${preferences} preferences, ${projects} projects, ${terms} terms`,
      `          ${conflicts} conflicts, ${quarantined} in quarantine`,
    ],
    zh: [
      `工作记忆  ${working.tokens} / ${working.maxTokens} 词元`,
      `情景记忆  ${size(episodic)}：完整 ${full}，摘要 ${summary}，单行 ${line}，已遗忘 ${forgotten}`,
      `语义记忆  ${size(semantic)}：事实 ${facts}，规则 ${rules}，偏好 ${preferences}，项目 ${projects}，术语 ${terms}`,
      `          冲突 ${conflicts}，隔离 ${quarantined}`,
    ],
  }[language];
}
