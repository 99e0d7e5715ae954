import type { JsonObject } from '@sentinel-agentos/core';
import { createLexicalIndex } from '../recall/lexical-index.js';
import type { SemanticItem } from '../semantic/semantic-item.js';
import { currentItems, type SemanticState } from '../semantic/semantic-state.js';
import { clipEnd } from '../text/clip-text.js';
import { dataLine } from '../text/data-line.js';
import type { ContextLine, ContextSection } from './context-line.js';
import { dateOf } from './date-of.js';

/** Rules below this confidence are not shown. */
const SHOWN_CONFIDENCE = 0.5;
const MAX_CHARS = 400;

/**
 * The sections of what stays true. Items that answer the query come first, then the surest rules and the
 * latest of everything else. What is not trusted is not shown.
 */
export function semanticSections(state: SemanticState, query: string): readonly ContextSection[] {
  const relevance = relevanceOf(state, query);
  const section = <T extends SemanticItem>(
    heading: string,
    quota: number,
    items: readonly T[],
    text: (item: T) => string,
  ): ContextSection => ({
    heading,
    quota,
    lines: ranked(items, relevance).map((item): ContextLine => {
      const line = text(item);
      return { text: line, key: line.toLowerCase() };
    }),
  });
  const rules = currentItems(state, 'rule').filter((rule) => rule.confidence >= SHOWN_CONFIDENCE);

  return [
    section(
      '## Preferences',
      0.2,
      currentItems(state, 'preference'),
      (item) => `${shown(item.slot)}: ${shown(JSON.stringify(item.value))}`,
    ),
    section(
      '## Learned Rules · 学习到的规则',
      0.2,
      rules,
      (item) => `[${Math.round(item.confidence * 100)}%] ${shown(item.value)}`,
    ),
    section(
      '## Project Context · 项目上下文',
      0.15,
      currentItems(state, 'project'),
      (item) => `${shown(item.slot)}: ${shown(fieldsOf(item.value))} ${origin(item)}`,
    ),
    section(
      '## Facts · 事实',
      0.2,
      currentItems(state, 'fact'),
      (item) => `${shown(item.value)} ${origin(item)}`,
    ),
    section(
      '## Glossary · 术语表',
      0.05,
      currentItems(state, 'term'),
      (item) => `${shown(item.slot)}: ${shown(item.value)} ${origin(item)}`,
    ),
  ];
}

function relevanceOf(state: SemanticState, query: string): ReadonlyMap<string, number> {
  if (query === '') return new Map();
  const index = createLexicalIndex();
  for (const item of state.items) {
    if (item.validTo === null) index.put(item.id, `${item.slot}\n${JSON.stringify(item.value)}`);
  }
  return new Map([...index.match(query)].map(([id, match]) => [id, match.score]));
}

function ranked<T extends SemanticItem>(
  items: readonly T[],
  relevance: ReadonlyMap<string, number>,
): readonly T[] {
  const sureness = (item: SemanticItem): number => (item.kind === 'rule' ? item.confidence : 0);
  return items
    .toReversed()
    .toSorted(
      (a, b) =>
        (relevance.get(b.id) ?? 0) - (relevance.get(a.id) ?? 0) ||
        sureness(b) - sureness(a) ||
        b.updatedAt - a.updatedAt,
    );
}

function shown(text: string): string {
  return clipEnd(dataLine(text), MAX_CHARS);
}

function fieldsOf(context: JsonObject): string {
  return Object.entries(context)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join('; ');
}

/** When an item was last said, and where. */
function origin(item: SemanticItem): string {
  const source = item.sources.at(-1);
  return source === undefined
    ? `(${dateOf(item.updatedAt)})`
    : `(${dateOf(item.updatedAt)}, ${clipEnd(dataLine(source), 60)})`;
}
