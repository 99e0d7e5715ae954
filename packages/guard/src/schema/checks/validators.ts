import { bad, recordOf } from '../rule-shape.js';
import { displayText, errorText } from '../../matching/display-text.js';
import { forEachGiven, schemaError, type SchemaCheckCompiler } from '../schema-check.js';
import type { SchemaValidator } from '../schema-rule.js';

/** `validators`: code of the host. It fails closed: what is no clear yes rejects the call. */
export const compileValidators: SchemaCheckCompiler = (rule) => {
  if (rule.validators === undefined) return null;
  const validators = recordOf(rule.validators, 'validators', (member, where) => {
    if (typeof member !== 'function') throw bad(where, 'a function', member);
    return member as SchemaValidator;
  });
  return forEachGiven(validators, (field, validate, { params }) => {
    let verdict: unknown;
    try {
      verdict = validate(params[field] ?? null, params);
    } catch (error) {
      const why = displayText(errorText(error));
      return schemaError(field, 'validators', `could not be validated: ${why}`, `无法校验：${why}`);
    }
    if (verdict === undefined || verdict === null || verdict === true || verdict === '') return null;
    if (typeof verdict === 'string') {
      return { field, rule: 'validators', message: { en: verdict, zh: verdict } };
    }
    // The answer of a promise would come too late; its failure must not end the process.
    if (verdict instanceof Promise) verdict.catch(() => undefined);
    return schemaError(field, 'validators', 'was rejected by its validator', '未通过自定义校验');
  });
};
