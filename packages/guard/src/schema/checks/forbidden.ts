import { schemaError, type SchemaCheckCompiler } from '../schema-check.js';
import { textList } from '../rule-shape.js';

/** `forbidden`: the parameter is not there, whatever its value. */
export const compileForbidden: SchemaCheckCompiler = (rule) => {
  if (rule.forbidden === undefined) return null;
  const fields = textList(rule.forbidden, 'forbidden');
  return ({ params }) =>
    fields
      .filter((field) => Object.hasOwn(params, field))
      .map((field) => schemaError(field, 'forbidden', 'is forbidden', '为禁止的参数'));
};
