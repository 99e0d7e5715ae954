import type { JsonObject } from '@sentinel-agentos/core';
import { createLexicalIndex } from '../recall/lexical-index.js';
import type { SemanticItem } from '../semantic/semantic-item.js';
import { currentItems, isHeld, type SemanticState } from '../semantic/semantic-state.js';
import { contextLine, type ContextLine, type ContextSection } from './context-line.js';

/** Rules below this confidence are not shown. */
const SHOWN_CONFIDENCE = 0.5;

/** What an item is worth that does not answer the question, beside the one that answers it best. */
const UNASKED_WORTH = 0.1;

/** What a later item is worth, beside the one learned after it. */
const AGEING = 0.99;

/**
 * The sections of what stays true. Items that answer the query are worth most, then the surest rules and the
 * latest of everything else. What is not trusted, merely claimed or in quarantine is not shown.
 */
export function semanticSections(state: SemanticState, query: string): readonly ContextSection[] {
  const worth = worthOf(state, query);
  const section = <T extends SemanticItem>(
    heading: string,
    quota: number,
    items: readonly T[],
    text: (item: T) => string,
    note: (item: T) => string = () => '',
  ): ContextSection => ({
    heading,
    quota,
    lines: items
      .toReversed()
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
      .map((item, age): ContextLine => {
        const origin = { at: item.updatedAt, trust: item.trust, source: item.sources.at(-1) };
        const sureness = item.kind === 'rule' ? item.confidence + 1e-4 * AGEING ** age : AGEING ** age;
        return contextLine(text(item), origin, worth(item) * sureness, note(item));
      }),
  });
  const rules = currentItems(state, 'rule').filter((rule) => rule.confidence >= SHOWN_CONFIDENCE);

  return [
    section(
      '## Preferences',
      0.2,
      currentItems(state, 'preference'),
      (item) => `${item.slot}: ${JSON.stringify(item.value)}`,
    ),
    section(
      '## Learned Rules · 学习到的规则',
      0.2,
      rules,
      (item) => item.value,
      (item) => `[${Math.round(item.confidence * 100)}%] `,
    ),
    section(
      '## Project Context · 项目上下文',
      0.15,
      currentItems(state, 'project'),
      (item) => `${item.slot}: ${fieldsOf(item.value)}`,
    ),
    section('## Facts · 事实', 0.15, currentItems(state, 'fact'), (item) => item.value),
    section(
      '## Glossary · 术语表',
      0.05,
      currentItems(state, 'term'),
      (item) => `${item.slot}: ${item.value}`,
    ),
  ];
}

/** What an item is worth for a question: 1.1 for the one that answers it best, 0.1 where it does not at all. */
function worthOf(state: SemanticState, query: string): (item: SemanticItem) => number {
  if (query === '') return () => 1;
  const index = createLexicalIndex();
  for (const item of state.items) {
    if (isHeld(item) && item.trust !== 'untrusted') {
      index.put(item.id, `${item.slot}\n${JSON.stringify(item.value)}`);
    }
  }
  const matches = index.match(query);
  const best = [...matches.values()].reduce((most, { score }) => Math.max(most, score), 1e-9);
  return ({ id }) => UNASKED_WORTH + (matches.get(id)?.score ?? 0) / best;
}

function fieldsOf(context: JsonObject): string {
  return Object.entries(context)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join('; ');
}
