import { parseParams, SentinelError } from '@sentinel-agentos/core';
import { compileJsonSchema } from '../../../src/schema/json-schema/compile-json-schema.js';

/** What a JSON Schema finds wrong with parameters: `place: message`. */
export function issuesOf(schema: unknown, params: object): readonly string[] {
  const judge = compileJsonSchema(schema, 'schema');
  return judge(parseParams(params)).map(({ path, message }) => `${path.join('.')}: ${message.en}`);
}

/** What is wrong with the parameter `v`, without its name. */
export function wrong(schema: object | boolean, v: unknown): readonly string[] {
  return issuesOf({ properties: { v: schema } }, { v }).map((text) => text.replace(/^v: /u, ''));
}

/** Whether the parameter `v` fits. */
export function fits(schema: object | boolean, v: unknown): boolean {
  return wrong(schema, v).length === 0;
}

/** Why a JSON Schema is refused when it is registered. */
export function refusal(schema: unknown): string {
  try {
    compileJsonSchema(schema, 'schema');
  } catch (error) {
    if (SentinelError.is(error, 'INVALID_CONFIG')) return error.message;
    throw error;
  }
  return 'taken';
}
