import { bad, textList } from '../rule-shape.js';
import { schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `mutuallyExclusive`: of each group, at most one parameter is given and not null. */
export const compileMutuallyExclusive: SchemaCheckCompiler = (rule) => {
  if (rule.mutuallyExclusive === undefined) return null;
  if (!Array.isArray(rule.mutuallyExclusive))
    throw bad('mutuallyExclusive', 'a list of groups', rule.mutuallyExclusive);
  const groups = rule.mutuallyExclusive.map((group: unknown, index: number) =>
    textList(group, `mutuallyExclusive.${index}`),
  );
  return ({ params }) =>
    groups.flatMap((group) => {
      const given = group.filter((field) => Object.hasOwn(params, field) && params[field] !== null);
      if (given.length < 2) return [];
      const list = group.join(', ');
      return [
        schemaError(
          given[0] ?? list,
          'mutuallyExclusive',
          `excludes the others of ${list}: give only one of them`,
          `与同组参数互斥（${list}）：只能提供其中一个`,
        ),
      ];
    });
};
