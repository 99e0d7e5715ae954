import { auditFilter } from './audit-options.js';
import { EXIT, UsageError } from './command.js';
import { lookAtAgentOS } from './open-agent-os.js';
import { readOptions } from './read-options.js';
import { shownJson } from './shown-text.js';
import { shownTime, table } from './table.js';
import type { CommandInput, ExitCode } from './command.js';
import type { Language, RecallHit } from 'sentinel-agentos';

const DEFAULT_LIMIT = 10;
const MOST_WORDS = 100;

const HEADS = {
  en: ['score', 'time (UTC)', 'type', 'from', 'id', 'text'],
  zh: ['得分', '时间 (UTC)', '类型', '来源', 'id', '内容'],
} as const;
const NONE = { en: 'nothing found', zh: '未找到任何内容' } as const;

/** The events that answer a question, best first. */
export function memorySearch(input: CommandInput): Promise<ExitCode> {
  const { values, switches, words } = readOptions(input.args, ['limit'], ['json'], MOST_WORDS);
  const query = words.join(' ');
  if (query.trim() === '') throw new UsageError('say what to search for');
  const { limit = DEFAULT_LIMIT } = auditFilter(values, 0) ?? {};
  return lookAtAgentOS(input, (os) => {
    const hits = os.memory.episodic.search(query, { limit });
    const isTable = input.terminal.isWatched && !switches.has('json');
    input.terminal.out(isTable ? hitTable(hits, input.language) : shownJson(hits.map(summary)));
    return EXIT.ok;
  });
}

function hitTable(hits: readonly RecallHit[], language: Language): string {
  if (hits.length === 0) return NONE[language];
  const rows = hits.map(({ event, score }) => [
    score.toFixed(2),
    shownTime(event.ts),
    event.type,
    event.trust,
    event.id,
    event.text,
  ]);
  return table(HEADS[language], rows, new Set([0]));
}

function summary({ event, score, parts }: RecallHit): object {
  const { id, ts, type, text, trust, sessionId, sourceIds, level } = event;
  return { id, score, ts, type, text, trust, sessionId, sourceIds, level, parts };
}
