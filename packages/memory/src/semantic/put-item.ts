import type { Json, JsonObject } from '@sentinel-agentos/core';
import type { Trust } from '../trust.js';
import type { ItemOf, SemanticItem, SemanticKind } from './semantic-item.js';
import { currentItem, type SemanticState } from './semantic-state.js';

/** Something to be known from now on. */
export interface Statement {
  readonly id: string;
  readonly slot: string;
  readonly trust: Trust;
  readonly source: string | undefined;
  readonly now: number;
}

const MAX_SOURCES = 16;

/**
 * Puts a value into a slot. The same value again adds support and its source; another value closes the old
 * item and is linked with it, both ways. `extra` is what the kind has beyond the envelope.
 */
export function putItem<K extends SemanticKind>(
  state: SemanticState,
  kind: K,
  statement: Statement,
  value: ItemOf<K>['value'],
  extra: (old: ItemOf<K> | undefined) => object = () => ({}),
): SemanticState {
  const { slot, trust, now } = statement;
  const old = currentItem(state, kind, slot, trust !== 'untrusted');
  if (old !== undefined && sameJson(old.value, value)) {
    const item = {
      ...old,
      trust,
      sources: withSource(old.sources, statement.source),
      support: old.support + 1,
      updatedAt: now,
      ...extra(old),
    };
    return changed(
      state,
      state.items.map((one) => (one === old ? freeze(item) : one)),
    );
  }
  const item = {
    id: statement.id,
    kind,
    slot,
    value,
    trust,
    sources: withSource([], statement.source),
    support: 1,
    validFrom: now,
    validTo: null,
    updatedAt: now,
    supersedes: old?.id ?? null,
    supersededBy: null,
    ...extra(undefined),
  };
  const closed = state.items.map((one) =>
    one === old ? freeze({ ...one, validTo: now, supersededBy: item.id }) : one,
  );
  return changed(state, [...closed, freeze(item as unknown as SemanticItem)]);
}

/** A state with other items. */
export function changed(state: SemanticState, items: readonly SemanticItem[]): SemanticState {
  return { ...state, revision: state.revision + 1, items };
}

/** Whether two JSON values say the same; the order of an object's keys does not matter. */
function sameJson(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

function withSource(sources: readonly string[], source: string | undefined): readonly string[] {
  if (source === undefined) return sources;
  return Object.freeze([...sources.filter((one) => one !== source), source].slice(-MAX_SOURCES));
}

function freeze<T extends object>(item: T): T {
  return Object.freeze(item);
}
