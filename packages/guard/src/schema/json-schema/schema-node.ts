import { nothingSeen, type Assertion, type Visit } from './evaluation.js';
import type { SchemaIssue } from '../schema-issue.js';

/** More than these need not be found to know that a value does not fit. */
const ENOUGH = 100;

/**
 * A schema made ready. It exists before its keywords do, because a schema may refer to itself; see
 * {@link createNode}.
 */
export interface SchemaNode {
  /** Dotted path into the rule, for messages. */
  readonly place: string;
  readonly assertions: Assertion[];
  /** Run after all others, because they ask what those have looked at. */
  readonly last: Assertion[];
  /** Schemas that look at the same value, not at a part of it. A way back to this one would never end. */
  readonly inPlace: SchemaNode[];
}

/** Makes a node without keywords. */
export function createNode(place: string): SchemaNode {
  return { place, assertions: [], last: [], inPlace: [] };
}

/** What is wrong with a value, and, when nothing is, what was looked at. */
export function visitNode(node: SchemaNode, visit: Visit): readonly SchemaIssue[] {
  visit.budget.spend(1);
  const seen = visit.seen !== null || node.last.length > 0 ? nothingSeen() : null;
  const inner: Visit = { ...visit, seen };
  const issues: SchemaIssue[] = [];
  for (const assertions of [node.assertions, node.last]) {
    for (const assert of assertions) {
      for (const issue of assert(inner)) issues.push(issue);
      if (issues.length >= ENOUGH) return issues;
    }
  }
  if (issues.length === 0 && seen !== null && visit.seen !== null) {
    for (const name of seen.names) visit.seen.names.add(name);
    for (const index of seen.indexes) visit.seen.indexes.add(index);
  }
  return issues;
}

/** What is wrong with a part of a value: what was looked at inside it is its own matter. */
export function visitPart(
  node: SchemaNode,
  visit: Visit,
  key: string,
  value: Visit['value'],
): readonly SchemaIssue[] {
  return visitNode(node, { value, at: { up: visit.at, key }, seen: null, budget: visit.budget });
}
