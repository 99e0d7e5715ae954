import { table } from './table.js';
import type { Language, MigrationReport } from 'sentinel-agentos';

const CLASSES = ['fact', 'rule', 'project', 'decision', 'note', 'structure'] as const;
const OUTCOMES = ['planned', 'kept', 'quarantined', 'known'] as const;

const WORDS = {
  en: {
    heads: ['line', 'becomes', 'why', 'outcome', 'text'],
    classes: {
      fact: 'fact',
      rule: 'rule',
      project: 'project',
      decision: 'decision',
      note: 'note',
      structure: 'structure',
    },
    outcomes: {
      planned: 'would be kept',
      kept: 'kept',
      quarantined: 'quarantined',
      known: 'known already',
      nothing: '',
    },
    bytes: (count: number): string => `${count} bytes`,
    nothing: 'there is nothing to keep in it',
  },
  zh: {
    heads: ['行', '成为', '原因', '结果', '内容'],
    classes: {
      fact: '事实',
      rule: '规则',
      project: '项目',
      decision: '决策',
      note: '笔记',
      structure: '结构',
    },
    outcomes: {
      planned: '将保存',
      kept: '已保存',
      quarantined: '已隔离',
      known: '早已迁移',
      nothing: '',
    },
    bytes: (count: number): string => `${count} 字节`,
    nothing: '其中没有可保存的内容',
  },
} as const;

/** What became of a file, one remembered span a line, and how many bytes became what: together all of them. */
export function migrationText({ spans, coverage, bytes }: MigrationReport, language: Language): string {
  const words = WORDS[language];
  const said = spans.filter(({ becomes }) => becomes !== 'structure');
  const rows = said.map(({ line, becomes, why, outcome, text }) => [
    String(line),
    words.classes[becomes],
    why,
    words.outcomes[outcome],
    text,
  ]);
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: said.filter((span) => span.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  const sizes = CLASSES.filter((each) => coverage[each].spans > 0).map(
    (each) => `${words.classes[each]} ${coverage[each].spans} (${words.bytes(coverage[each].bytes)})`,
  );
  return [
    rows.length === 0 ? words.nothing : table(words.heads, rows, new Set([0])),
    '',
    ...counts.map(({ outcome, count }) => `${words.outcomes[outcome]}: ${count}`),
    `${words.bytes(bytes)} = ${sizes.length === 0 ? '0' : sizes.join(' + ')}`,
  ].join('\n');
}
