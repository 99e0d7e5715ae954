import { parseParams } from '@sentinel-agentos/core';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createSchemaGate } from '../../src/schema/schema-gate.js';
import type { FileFacts } from '../../src/facts/file-facts.js';
import type { SchemaRule } from '../../src/schema/schema-rule.js';

/** Checks parameters against one rule of the tool `t` in the workspace `/w`: `field: rule` of each error. */
export function broken(
  rule: Omit<SchemaRule, 'tool'>,
  params: object,
  facts: FileFacts = createFixedFileFacts({ home: '/home/me' }),
): readonly string[] {
  const gate = createSchemaGate({ workspaceRoot: '/w', facts });
  gate.registerRule({ tool: 't', ...rule });
  const { pass, errors } = gate.check({ tool: 't', params: parseParams(params), cwd: '/w' });
  if (pass !== (errors.length === 0)) throw new Error('pass and errors disagree');
  return errors.map((error) => `${error.field}: ${error.rule}`);
}

/** The English messages of what is wrong. */
export function messages(rule: Omit<SchemaRule, 'tool'>, params: object): readonly string[] {
  const gate = createSchemaGate({ workspaceRoot: '/w', facts: createFixedFileFacts() });
  gate.registerRule({ tool: 't', ...rule });
  return gate
    .check({ tool: 't', params: parseParams(params), cwd: '/w' })
    .errors.map(({ message }) => message.en);
}
