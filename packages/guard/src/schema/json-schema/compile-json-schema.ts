import type { Params } from '@sentinel-agentos/core';
import { bad } from '../rule-shape.js';
import { compileAnyValue } from './keywords/any-value.js';
import { compileCombinations } from './keywords/combinations.js';
import { compileLists } from './keywords/lists.js';
import { compileMembers } from './keywords/members.js';
import { compileNumbers } from './keywords/numbers.js';
import { compileTexts } from './keywords/texts.js';
import { copyJson, isObject, type JsonData, type SchemaObject } from './json-data.js';
import { createBudget, issueAt } from './evaluation.js';
import { createNode, visitNode, type SchemaNode } from './schema-node.js';
import { openDocument } from './schema-document.js';
import { refuseEndless } from './endless-schemas.js';
import type { KeywordContext } from './keyword.js';
import type { ParamsJudge } from '../schema-issue.js';

const GROUPS = [
  compileAnyValue,
  compileNumbers,
  compileTexts,
  compileLists,
  compileMembers,
  compileCombinations,
] as const;

/** Keywords that demand something. A document of other members only is something else than a schema. */
const DEMANDS: ReadonlySet<string> = new Set(
  (
    '$ref $dynamicRef $recursiveRef type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minLength maxLength pattern prefixItems items additionalItems contains minItems maxItems uniqueItems ' +
    'unevaluatedItems required properties patternProperties additionalProperties propertyNames minProperties ' +
    'maxProperties dependentRequired dependentSchemas dependencies unevaluatedProperties allOf anyOf oneOf not if ' +
    '$schema'
  ).split(' '),
);

/**
 * Prepares a JSON Schema. Its own interpreter, because libraries either write code and run it, or hand the
 * patterns of the schema to a backtracking engine, or follow a `$ref` to itself for ever. Keywords mean what
 * draft 2020-12 says, with the shapes of draft-07 beside; unknown ones are ignored and `format` is a remark,
 * as the standard has it.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the place, for what is no schema, a pattern that does not run
 * in linear time, a reference that leads out of the document or back to itself without going deeper.
 */
export function compileJsonSchema(schema: unknown, where: string): ParamsJudge {
  const document = copyJson(schema, where);
  if (
    isObject(document) &&
    Object.keys(document).length > 0 &&
    !Object.keys(document).some((key) => DEMANDS.has(key))
  ) {
    throw bad(where, 'a JSON Schema: none of its members demands anything', document);
  }
  const root = compileDocument(document, where);
  return (params: Params) => {
    try {
      return visitNode(root, { value: params, at: null, seen: null, budget: createBudget() });
    } catch {
      // Over the budget, or deeper than the stack: what can't be checked does not pass.
      return issueAt(null, 'are too costly to check against the schema', '过于庞大，无法用模式校验');
    }
  };
}

function compileDocument(document: JsonData, where: string): SchemaNode {
  const nodes = new Map<JsonData, SchemaNode>();
  const waiting: (() => void)[] = [];
  const addresses = isObject(document) ? openDocument(document, where) : null;

  const nodeOf = (value: JsonData, place: string): SchemaNode => {
    if (typeof value === 'boolean') return value ? createNode(place) : refusal(place);
    if (!isObject(value)) throw bad(place, 'a schema (an object, true or false)', value);
    const known = nodes.get(value);
    if (known !== undefined) return known;
    const node = createNode(place);
    nodes.set(value, node);
    // Later: a chain of references must not be as deep as it is long.
    waiting.push(() => compile(value, node));
    return node;
  };
  const compile = (schema: SchemaObject, node: SchemaNode): void => {
    const context: KeywordContext = {
      schema: addresses?.legacy === true && schema['$ref'] !== undefined ? { $ref: schema['$ref'] } : schema,
      node,
      nodeOf,
      follow: (reference, place) =>
        nodeOf(addresses?.resolve(reference, schema, place) ?? null, placeOf(reference, where) ?? place),
    };
    for (const group of GROUPS) group(context);
  };

  const root = nodeOf(document, where);
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) task();
  refuseEndless(nodes.values());
  return root;
}

/** Where a pointer leads, told the short way: a schema may be reached through many others. */
function placeOf(reference: JsonData, where: string): string | null {
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return null;
  return `${where}${reference.slice(1).replaceAll('/', '.')}`;
}

function refusal(place: string): SchemaNode {
  const node = createNode(place);
  node.assertions.push(({ at }) => issueAt(at, 'is not allowed', '不允许出现'));
  return node;
}
