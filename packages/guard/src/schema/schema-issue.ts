import type { LocalizedText, Params, ParamValue } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import { tellsOfSecret } from './checks/secrets.js';
import type { SchemaError } from './schema-rule.js';

/** More of them help nobody, and an attacker could ask for thousands. */
const MAX_ERRORS = 20;
const MAX_TEXT = 200;
const MASK = '[masked]';
/** Shorter texts occur everywhere by chance, and masking them would tell what they are. */
const SHORTEST_SECRET = 4;

/** What a tool's own schema finds wrong with the parameters. */
export interface SchemaIssue {
  /** Keys from the parameters to the place; empty for the parameters as a whole. */
  readonly path: readonly string[];
  readonly message: LocalizedText;
}

/** Judges the parameters of a call. Never throws. */
export type ParamsJudge = (params: Params) => readonly SchemaIssue[];

/**
 * Issues as errors of the gate. A message may quote values: of a secret parameter neither the message nor the
 * way into it is shown, and texts out of secrets are masked in what is said of others.
 */
export function issueErrors(
  issues: readonly SchemaIssue[],
  params: Params,
  declared: readonly string[],
): readonly SchemaError[] {
  const names = Object.keys(params).filter((name) => declared.includes(name) || tellsOfSecret(name));
  const secrets = names.flatMap((name) => textsIn(params[name])).sort((a, b) => b.length - a.length);
  const masked = (text: string): string =>
    displayText(
      secrets.reduce((shown, secret) => shown.replaceAll(secret, MASK), text),
      MAX_TEXT,
    );
  return issues.slice(0, MAX_ERRORS).map(({ path, message }) => {
    const [top] = path;
    if (top !== undefined && (declared.includes(top) || tellsOfSecret(top))) return secretError(top);
    const field = path.length === 0 ? 'params' : masked(path.join('.'));
    return {
      field,
      rule: 'schema',
      message: { en: `${field} ${masked(message.en)}`, zh: `${field} ${masked(message.zh)}` },
    };
  });
}

function secretError(name: string): SchemaError {
  const field = displayText(name, MAX_TEXT);
  return {
    field,
    rule: 'schema',
    message: {
      en: `${field} does not fit the schema of the tool (its value is secret, so the reason is not shown)`,
      zh: `${field} 不符合工具的参数模式（该值属于机密，不显示原因）`,
    },
  };
}

/** Texts as they could be quoted, plainly or as JSON. */
function textsIn(value: ParamValue | undefined): readonly string[] {
  if (typeof value === 'string') {
    return value.length < SHORTEST_SECRET ? [] : [value, JSON.stringify(value).slice(1, -1)];
  }
  if (typeof value === 'number') return textsIn(String(value));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries<ParamValue>(value).flatMap(([key, member]) =>
    Array.isArray(value) ? textsIn(member) : [...textsIn(key), ...textsIn(member)],
  );
}
