import { recordOf, textList } from '../rule-shape.js';
import { schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `dependsOn`: a parameter that is given and neither null nor false needs others beside it. */
export const compileDependsOn: SchemaCheckCompiler = (rule) => {
  if (rule.dependsOn === undefined) return null;
  const needs = recordOf(rule.dependsOn, 'dependsOn', (member, where) =>
    textList(typeof member === 'string' ? [member] : member, where),
  );
  return ({ params }) =>
    Object.entries(needs).flatMap(([field, needed]) => {
      const value = Object.hasOwn(params, field) ? params[field] : null;
      if (value === null || value === false) return [];
      return needed
        .filter((other) => !Object.hasOwn(params, other) || params[other] === null)
        .map((other) =>
          schemaError(
            other,
            'dependsOn',
            `is required because ${field} is set`,
            `为必填参数，因为已设置 ${field}`,
          ),
        );
    });
};
