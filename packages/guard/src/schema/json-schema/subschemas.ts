import { isObject, type JsonData, type SchemaObject } from './json-data.js';

/** Keywords that hold one schema. `items` and `dependencies` may hold other things beside. */
const ONE = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
/** Keywords that hold a list of schemas. */
const LISTS = ['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'] as const;
/** Keywords that hold schemas by name. */
const NAMED = [
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
] as const;

/** The schemas directly inside a schema that are objects. What has another shape is told of by its keyword. */
export function subschemasOf(schema: SchemaObject): readonly SchemaObject[] {
  const values: (JsonData | undefined)[] = ONE.map((keyword) => schema[keyword]);
  for (const keyword of LISTS) {
    const list = schema[keyword];
    if (Array.isArray(list)) values.push(...(list as readonly JsonData[]));
  }
  for (const keyword of NAMED) {
    const named = schema[keyword];
    if (isObject(named)) values.push(...Object.values(named));
  }
  return values.filter(isObject);
}
