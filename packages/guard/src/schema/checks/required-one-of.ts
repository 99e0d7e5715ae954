import { bad, textList } from '../rule-shape.js';
import { schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `requiredOneOf`: of each group, at least one parameter is there and not null. The first one gives the error its field. */
export const compileRequiredOneOf: SchemaCheckCompiler = ({ requiredOneOf }) => {
  if (requiredOneOf === undefined) return null;
  if (!Array.isArray(requiredOneOf)) throw bad('requiredOneOf', 'a list of groups', requiredOneOf);
  const groups = requiredOneOf.map((group: unknown, index: number) => {
    const [first, ...others] = textList(group, `requiredOneOf.${index}`);
    if (first === undefined) throw bad(`requiredOneOf.${index}`, 'a list of one text or more', group);
    return { first, others };
  });
  return ({ params }) =>
    groups
      .filter(({ first, others }) =>
        [first, ...others].every((field) => !Object.hasOwn(params, field) || params[field] === null),
      )
      .map(({ first, others }) =>
        schemaError(
          first,
          'requiredOneOf',
          others.length === 0 ? 'is required' : `is required (or ${others.join(', ')})`,
          others.length === 0 ? '为必填参数' : `为必填参数（或 ${others.join(', ')}）`,
        ),
      );
};
