import { schemaError, type SchemaCheckCompiler } from '../schema-check.js';
import { textList } from '../rule-shape.js';

/** `required`: the parameter is there and not null. */
export const compileRequired: SchemaCheckCompiler = (rule) => {
  if (rule.required === undefined) return null;
  const fields = textList(rule.required, 'required');
  return ({ params }) =>
    fields
      .filter((field) => !Object.hasOwn(params, field) || params[field] === null)
      .map((field) => schemaError(field, 'required', 'is required', '为必填参数'));
};
