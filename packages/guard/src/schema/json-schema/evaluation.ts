import type { ParamValue } from '@sentinel-agentos/core';
import type { SchemaIssue } from '../schema-issue.js';

/** A place in the parameters, as a way back to their root, so that only what is reported is spelt out. */
export type Place = { readonly up: Place; readonly key: string } | null;

/** The members and elements that some keyword has looked at, for the `unevaluated…` keywords. */
export interface Seen {
  readonly names: Set<string>;
  readonly indexes: Set<number>;
}

/** Makes an empty record of what was looked at. */
export function nothingSeen(): Seen {
  return { names: new Set(), indexes: new Set() };
}

/** One look of a keyword, or of a whole schema, at a value. */
export interface Visit {
  readonly value: ParamValue;
  readonly at: Place;
  /** Where to note what was looked at; null when nobody asks. */
  readonly seen: Seen | null;
  readonly budget: Budget;
}

/** What a keyword finds wrong. Throws only when the budget is spent. */
export type Assertion = (visit: Visit) => readonly SchemaIssue[];

/** Keywords that apply each other can multiply; what one call may cost is bounded all the same. */
const MAX_STEPS = 1_000_000;

/** Thrown when a value costs more than a check may. Nobody outside tells it from another error. */
class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

/** Counts the steps of one check. */
export interface Budget {
  /** @throws Error when there are no steps left. */
  spend(steps: number): void;
}

/** Makes the budget of one check. */
export function createBudget(): Budget {
  let left = MAX_STEPS;
  return {
    spend(steps: number): void {
      left -= steps;
      if (left < 0) throw new OverBudget();
    },
  };
}

/** Makes an issue at a place. */
export function issueAt(at: Place, en: string, zh: string): readonly SchemaIssue[] {
  const path: string[] = [];
  for (let place = at; place !== null; place = place.up) path.unshift(place.key);
  return [{ path, message: { en, zh } }];
}

/** The members of a value that is an object in the sense of JSON, else null. */
export function membersOf(value: ParamValue): { readonly [name: string]: ParamValue } | null {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || Array.isArray(value))
    return null;
  return value as { readonly [name: string]: ParamValue };
}
