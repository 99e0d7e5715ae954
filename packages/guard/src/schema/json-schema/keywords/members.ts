import { compileEcmaPattern } from '../ecma-pattern.js';
import { countOf, entriesOf, namesOf, oneNode, type KeywordCompiler } from '../keyword.js';
import { issueAt, membersOf, type Assertion, type Visit } from '../evaluation.js';
import { visitNode, visitPart, type SchemaNode } from '../schema-node.js';
import type { ParamValue } from '@sentinel-agentos/core';
import type { SchemaIssue } from '../../schema-issue.js';

type Members = { readonly [name: string]: ParamValue };

/** Keywords for objects. They say nothing about what is no object. */
export const compileMembers: KeywordCompiler = (context) => {
  const { schema, node } = context;
  if (schema['required'] !== undefined) {
    const names = namesOf(schema['required'], `${node.place}.required`);
    node.assertions.push(ofObject((members, visit) => missing(names, members, visit)));
  }
  for (const [trigger, value, place] of entriesOf(context, 'dependentRequired')) {
    const names = namesOf(value, place);
    node.assertions.push(
      ofObject((members, visit) => (Object.hasOwn(members, trigger) ? missing(names, members, visit) : [])),
    );
  }
  const least = countOf(context, 'minProperties');
  const greatest = countOf(context, 'maxProperties');
  if (least !== null || greatest !== null) {
    node.assertions.push(
      ofObject((members, { at }) => {
        const count = Object.keys(members).length;
        if (count < (least ?? 0))
          return issueAt(at, `must have at least ${least} members`, `成员不得少于 ${least} 个`);
        if (count > (greatest ?? Infinity))
          return issueAt(at, `must have at most ${greatest} members`, `成员不得多于 ${greatest} 个`);
        return [];
      }),
    );
  }
  const names = oneNode(context, 'propertyNames');
  if (names !== null) {
    node.assertions.push(
      ofObject((members, visit) =>
        Object.keys(members).flatMap((name) =>
          visitNode(names, { ...visit, value: name, at: { up: visit.at, key: name }, seen: null }),
        ),
      ),
    );
  }
  node.assertions.push(...memberAssertions(context));
  const unevaluated = oneNode(context, 'unevaluatedProperties');
  if (unevaluated !== null) {
    node.last.push(
      ofObject((members, visit) =>
        Object.entries(members).flatMap(([name, value]) =>
          visit.seen?.names.has(name) === true ? [] : look(unevaluated, visit, name, value),
        ),
      ),
    );
  }
};

/** `properties`, `patternProperties`, and `additionalProperties` for what neither of them means. */
function memberAssertions(context: Parameters<KeywordCompiler>[0]): readonly Assertion[] {
  const named = new Map<string, SchemaNode>();
  for (const [name, value, place] of entriesOf(context, 'properties'))
    named.set(name, context.nodeOf(value, place));
  const matched = entriesOf(context, 'patternProperties').map(([source, value, place]) => ({
    pattern: compileEcmaPattern(source, place),
    node: context.nodeOf(value, place),
  }));
  const others = oneNode(context, 'additionalProperties');
  if (named.size === 0 && matched.length === 0 && others === null) return [];
  return [
    ofObject((members, visit) =>
      Object.entries(members).flatMap(([name, value]) => {
        const nodes = matched
          .filter(({ pattern }) => pattern.occursIn(name, visit.budget))
          .map(({ node }) => node);
        const own = named.get(name);
        if (own !== undefined) nodes.push(own);
        else if (nodes.length === 0 && others !== null) nodes.push(others);
        return nodes.flatMap((node) => look(node, visit, name, value));
      }),
    ),
  ];
}

function missing(names: readonly string[], members: Members, { at }: Visit): readonly SchemaIssue[] {
  return names
    .filter((name) => !Object.hasOwn(members, name))
    .flatMap((name) => issueAt({ up: at, key: name }, 'is required', '为必填参数'));
}

function ofObject(check: (members: Members, visit: Visit) => readonly SchemaIssue[]): Assertion {
  return (visit) => {
    const members = membersOf(visit.value);
    return members === null ? [] : check(members, visit);
  };
}

function look(node: SchemaNode, visit: Visit, name: string, value: ParamValue): readonly SchemaIssue[] {
  visit.seen?.names.add(name);
  return visitPart(node, visit, name, value);
}
