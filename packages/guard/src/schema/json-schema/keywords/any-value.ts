import type { ParamValue } from '@sentinel-agentos/core';
import { bad, oneOf } from '../../rule-shape.js';
import { createBudget, issueAt } from '../evaluation.js';
import { displayText } from '../../../matching/display-text.js';
import { equalityText } from '../json-equality.js';
import type { JsonData } from '../json-data.js';
import type { KeywordCompiler } from '../keyword.js';

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] as const;
type JsonType = (typeof TYPES)[number];

/** `type`, `enum` and `const`: keywords for values of any type. */
export const compileAnyValue: KeywordCompiler = ({ schema, node }) => {
  const { type, enum: choices, const: only } = schema;
  if (type !== undefined) {
    const place = `${node.place}.type`;
    const given: readonly JsonData[] = Array.isArray(type) ? (type as readonly JsonData[]) : [type];
    if (given.length === 0) throw bad(place, 'a type or several', type);
    const types = given.map((name) => oneOf(TYPES, name, place));
    const list = types.join(' | ');
    node.assertions.push(({ value, at }) =>
      types.some((name) => isOfType(value, name)) ? [] : issueAt(at, `must be ${list}`, `类型必须是 ${list}`),
    );
  }
  if (choices !== undefined) {
    if (!Array.isArray(choices)) throw bad(`${node.place}.enum`, 'a list of values', choices);
    oneOfValues(choices as readonly JsonData[]);
  }
  if (only !== undefined) oneOfValues([only]);

  function oneOfValues(values: readonly JsonData[]): void {
    const budget = createBudget();
    const texts = new Set(values.map((value) => equalityText(value as ParamValue, budget)));
    const list = displayText(values.map((value) => JSON.stringify(value)).join(', '), 200);
    node.assertions.push((visit) =>
      texts.has(equalityText(visit.value, visit.budget))
        ? []
        : issueAt(visit.at, `must be one of ${list}`, `必须是以下之一：${list}`),
    );
  }
};

function isOfType(value: ParamValue, type: JsonType): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return (
        typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
      );
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      // JSON has no other numbers.
      return Number.isFinite(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}
