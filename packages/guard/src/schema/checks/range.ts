import { finiteNumber, recordOf } from '../rule-shape.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';

/** `min`: a number, and not less. What is no number can't be compared and fails. */
export const compileMin: SchemaCheckCompiler = (rule) => {
  if (rule.min === undefined) return null;
  return forEachGiven(recordOf(rule.min, 'min', finiteNumber), (field, least, { params }) => {
    const value = params[field];
    if (typeof value === 'number' && value >= least) return null;
    return schemaError(field, 'min', `must be a number of at least ${least}`, `必须是不小于 ${least} 的数字`);
  });
};

/** `max`: a number, and not greater. What is no number can't be compared and fails. */
export const compileMax: SchemaCheckCompiler = (rule) => {
  if (rule.max === undefined) return null;
  return forEachGiven(recordOf(rule.max, 'max', finiteNumber), (field, greatest, { params }) => {
    const value = params[field];
    if (typeof value === 'number' && value <= greatest) return null;
    return schemaError(
      field,
      'max',
      `must be a number of at most ${greatest}`,
      `必须是不大于 ${greatest} 的数字`,
    );
  });
};
