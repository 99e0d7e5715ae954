import type { ParamValue } from '@sentinel-agentos/core';
import { bad } from '../../rule-shape.js';
import { countOf, listOfNodes, oneNode, type KeywordCompiler, type KeywordContext } from '../keyword.js';
import { equalityText } from '../json-equality.js';
import { issueAt, type Assertion, type Visit } from '../evaluation.js';
import { visitPart, type SchemaNode } from '../schema-node.js';
import type { SchemaIssue } from '../../schema-issue.js';

/** Keywords for lists. They say nothing about what is no list. */
export const compileLists: KeywordCompiler = (context) => {
  const { schema, node } = context;
  const least = countOf(context, 'minItems');
  const greatest = countOf(context, 'maxItems');
  const { uniqueItems: unique = false } = schema;
  if (typeof unique !== 'boolean') throw bad(`${node.place}.uniqueItems`, 'true or false', unique);
  if (least !== null) {
    node.assertions.push(
      ofList((list, { at }) =>
        list.length >= least
          ? []
          : issueAt(at, `must hold at least ${least} elements`, `元素不得少于 ${least} 个`),
      ),
    );
  }
  if (greatest !== null) {
    node.assertions.push(
      ofList((list, { at }) =>
        list.length <= greatest
          ? []
          : issueAt(at, `must hold at most ${greatest} elements`, `元素不得多于 ${greatest} 个`),
      ),
    );
  }
  if (unique) {
    node.assertions.push(
      ofList((list, { at, budget }) =>
        new Set(list.map((item) => equalityText(item, budget))).size === list.length
          ? []
          : issueAt(at, 'must not hold the same element twice', '元素不得重复'),
      ),
    );
  }
  compileElements(context);
  compileContains(context);
  const unevaluated = oneNode(context, 'unevaluatedItems');
  if (unevaluated !== null) {
    node.last.push(
      ofList((list, visit) =>
        eachFrom(list, 0, unevaluated, visit, (index) => visit.seen?.indexes.has(index) !== true),
      ),
    );
  }
};

/** The first elements by their place (`prefixItems`, or `items` as a list), the others by one schema. */
function compileElements(context: KeywordContext): void {
  const { schema, node } = context;
  const asList = Array.isArray(schema['items']);
  const first = [listOfNodes(context, 'prefixItems'), asList && emptyOr(context)].find(Array.isArray) ?? [];
  const rest = asList ? oneNode(context, 'additionalItems') : oneNode(context, 'items');
  if (first.length > 0) {
    node.assertions.push(
      ofList((list, visit) =>
        first.flatMap((item: SchemaNode, index) => {
          const value = list[index];
          return value === undefined ? [] : look(item, visit, index, value);
        }),
      ),
    );
  }
  if (rest !== null) node.assertions.push(ofList((list, visit) => eachFrom(list, first.length, rest, visit)));
}

/** An empty list of schemas for elements is allowed in draft 7. */
function emptyOr(context: KeywordContext): readonly SchemaNode[] {
  return (context.schema['items'] as readonly unknown[]).length === 0
    ? []
    : (listOfNodes(context, 'items') ?? []);
}

function compileContains(context: KeywordContext): void {
  const wanted = oneNode(context, 'contains');
  const least = countOf(context, 'minContains') ?? 1;
  const greatest = countOf(context, 'maxContains') ?? Infinity;
  if (wanted === null) return;
  context.node.assertions.push(
    ofList((list, visit) => {
      let found = 0;
      for (const [index, value] of list.entries()) {
        if (visitPart(wanted, visit, String(index), value).length > 0) continue;
        found++;
        visit.seen?.indexes.add(index);
      }
      if (found >= least && found <= greatest) return [];
      return issueAt(
        visit.at,
        `holds ${found} of the elements that its schema counts, which is too ${found < least ? 'few' : 'many'}`,
        `符合 contains 的元素有 ${found} 个，数量过${found < least ? '少' : '多'}`,
      );
    }),
  );
}

function ofList(check: (list: readonly ParamValue[], visit: Visit) => readonly SchemaIssue[]): Assertion {
  return (visit) => (Array.isArray(visit.value) ? check(visit.value as readonly ParamValue[], visit) : []);
}

function eachFrom(
  list: readonly ParamValue[],
  start: number,
  node: SchemaNode,
  visit: Visit,
  wanted: (index: number) => boolean = () => true,
): readonly SchemaIssue[] {
  for (let index = start; index < list.length; index++) {
    if (!wanted(index)) continue;
    const issues = look(node, visit, index, list[index] ?? null);
    // One wrong element is enough to know; a list of a hundred thousand would make as many messages.
    if (issues.length > 0) return issues;
  }
  return [];
}

function look(node: SchemaNode, visit: Visit, index: number, value: ParamValue): readonly SchemaIssue[] {
  visit.seen?.indexes.add(index);
  return visitPart(node, visit, String(index), value);
}
