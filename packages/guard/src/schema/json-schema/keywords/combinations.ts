import { entriesOf, listOfNodes, namesOf, oneNode, type KeywordCompiler } from '../keyword.js';
import { bad } from '../../rule-shape.js';
import { issueAt, membersOf, type Visit } from '../evaluation.js';
import { visitNode, type SchemaNode } from '../schema-node.js';
import type { SchemaIssue } from '../../schema-issue.js';

/** Keywords that apply schemas to the same value: references, combinations, conditions. */
export const compileCombinations: KeywordCompiler = (context) => {
  const { schema, node } = context;
  const inPlace = (other: SchemaNode): SchemaNode => {
    node.inPlace.push(other);
    return other;
  };

  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    if (schema[keyword] !== undefined) {
      throw bad(`${node.place}.${keyword}`, 'left out (only $ref is followed)', schema[keyword]);
    }
  }
  if (schema['$ref'] !== undefined) {
    const target = inPlace(context.follow(schema['$ref'], `${node.place}.$ref`));
    node.assertions.push((visit) => visitNode(target, visit));
  }
  const all = listOfNodes(context, 'allOf')?.map(inPlace);
  if (all) node.assertions.push((visit) => all.flatMap((one) => visitNode(one, visit)));

  const any = listOfNodes(context, 'anyOf')?.map(inPlace);
  if (any) node.assertions.push((visit) => (fitting(any, visit) > 0 ? [] : NONE(visit)));

  const exactlyOne = listOfNodes(context, 'oneOf')?.map(inPlace);
  if (exactlyOne) {
    node.assertions.push((visit) => {
      const count = fitting(exactlyOne, visit);
      if (count === 1) return [];
      return count === 0
        ? NONE(visit)
        : issueAt(
            visit.at,
            'fits more than one of the forms that exclude each other',
            '同时符合多种互斥的形式',
          );
    });
  }
  const not = oneNode(context, 'not');
  if (not !== null) {
    inPlace(not);
    node.assertions.push((visit) =>
      visitNode(not, { ...visit, seen: null }).length > 0
        ? []
        : issueAt(visit.at, 'has a form that is excluded', '属于被排除的形式'),
    );
  }
  compileCondition(context, inPlace);
  for (const [trigger, value, place] of [
    ...entriesOf(context, 'dependentSchemas'),
    ...schemaDependencies(context),
  ]) {
    const dependent = inPlace(context.nodeOf(value, place));
    node.assertions.push((visit) => (has(visit, trigger) ? visitNode(dependent, visit) : []));
  }
};

function compileCondition(
  context: Parameters<KeywordCompiler>[0],
  inPlace: (node: SchemaNode) => SchemaNode,
): void {
  const [condition, yes, no] = ['if', 'then', 'else'].map((keyword) => oneNode(context, keyword));
  if (!condition) return;
  inPlace(condition);
  if (yes) inPlace(yes);
  if (no) inPlace(no);
  context.node.assertions.push((visit) => {
    const branch = visitNode(condition, visit).length === 0 ? yes : no;
    return branch ? visitNode(branch, visit) : [];
  });
}

/** `dependencies` of draft 7: names as in `dependentRequired`, schemas as in `dependentSchemas`. */
function schemaDependencies(context: Parameters<KeywordCompiler>[0]): ReturnType<typeof entriesOf> {
  return entriesOf(context, 'dependencies').filter(([trigger, value, place]) => {
    if (!Array.isArray(value)) return true;
    const names = namesOf(value, place);
    context.node.assertions.push((visit) => {
      const members = membersOf(visit.value);
      if (members === null || !Object.hasOwn(members, trigger)) return [];
      return names
        .filter((name) => !Object.hasOwn(members, name))
        .flatMap((name) => issueAt({ up: visit.at, key: name }, 'is required', '为必填参数'));
    });
    return false;
  });
}

/** How many fit. All are asked, because each that fits tells what it has looked at. */
function fitting(nodes: readonly SchemaNode[], visit: Visit): number {
  return nodes.filter((node) => visitNode(node, visit).length === 0).length;
}

function has({ value }: Visit, name: string): boolean {
  const members = membersOf(value);
  return members !== null && Object.hasOwn(members, name);
}

const NONE = ({ at }: Visit): readonly SchemaIssue[] =>
  issueAt(at, 'fits none of the allowed forms', '不符合任何允许的形式');
