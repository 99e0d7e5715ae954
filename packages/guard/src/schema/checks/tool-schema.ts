import { compileJsonSchema } from '../json-schema/compile-json-schema.js';
import { compileStandardSchema } from '../standard-judge.js';
import { declaredSecrets } from './secrets.js';
import { isStandardSchema } from '../tool-schema.js';
import { issueErrors } from '../schema-issue.js';
import type { SchemaCheckCompiler } from '../schema-check.js';

/** `schema`: the parameters as a whole fit the schema that the tool has. */
export const compileToolSchema: SchemaCheckCompiler = (rule) => {
  const { schema } = rule;
  if (schema === undefined) return null;
  const judge = isStandardSchema(schema)
    ? compileStandardSchema(schema, 'schema')
    : compileJsonSchema(schema, 'schema');
  const secrets = declaredSecrets(rule);
  return ({ params }) => issueErrors(judge(params), params, secrets);
};
