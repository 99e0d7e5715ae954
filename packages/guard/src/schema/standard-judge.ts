import { SentinelError, type ParamValue } from '@sentinel-agentos/core';
import { canonicalText } from '../matching/canonical-text.js';
import { displayText, errorText } from '../matching/display-text.js';
import type { ParamsJudge, SchemaIssue } from './schema-issue.js';
import type { StandardSchema } from './tool-schema.js';

/** What is read of the answers of a library. */
const MAX_ISSUES = 100;

/**
 * Prepares a Standard Schema. Its answer is only judged: a value that it transforms is not what the tool gets.
 *
 * @throws SentinelError `INVALID_CONFIG` for something that only looks like one.
 */
export function compileStandardSchema(schema: StandardSchema, where: string): ParamsJudge {
  const props: unknown = schema['~standard'];
  const { version, validate } = (typeof props === 'object' && props !== null ? props : {}) as Record<
    string,
    unknown
  >;
  if (version !== 1 || typeof validate !== 'function') {
    throw new SentinelError(
      'INVALID_CONFIG',
      `${where} must follow version 1 of Standard Schema and be able to validate, got version ${displayText(canonicalText(version))} and ${typeof validate} for validate`,
    );
  }
  return (params) => {
    // Libraries skip this one name: a strict zod record lets it through unseen.
    const hidden = pathToProto(params);
    if (hidden !== null)
      return [issue(hidden, 'is a name that no schema checks', '是任何模式都不会检查的名称')];
    try {
      return issuesOf(Reflect.apply(validate, props, [params]));
    } catch (error) {
      const why = errorText(error);
      return [issue([], `could not be checked by the schema: ${why}`, `无法用模式校验：${why}`)];
    }
  };
}

function issuesOf(answer: unknown): readonly SchemaIssue[] {
  if (typeof answer !== 'object' || answer === null) return [UNCLEAR];
  if ('then' in answer) {
    // Nobody waits for it; its failure must not end the process.
    void Promise.resolve(answer).catch(() => undefined);
    return [
      issue(
        [],
        'can not be checked: the schema answers with a promise, and the gate does not wait. Use a synchronous schema',
        '无法校验：模式返回了 Promise，而此处只能同步判定，请使用同步模式',
      ),
    ];
  }
  const { issues } = answer as { issues?: unknown };
  if (issues === undefined) return 'value' in answer ? [] : [UNCLEAR];
  if (!Array.isArray(issues) || issues.length === 0) return [UNCLEAR];
  return issues.slice(0, MAX_ISSUES).map(readIssue);
}

function readIssue(given: unknown): SchemaIssue {
  const { message, path } = (given ?? {}) as { message?: unknown; path?: unknown };
  const why = typeof message === 'string' && message !== '' ? message : 'no reason was given';
  const keys = Array.isArray(path) ? path.map(keyText) : [];
  return issue(keys, `does not fit the schema: ${why}`, `不符合模式：${why}`);
}

function keyText(segment: unknown): string {
  const key = typeof segment === 'object' && segment !== null ? (segment as { key?: unknown }).key : segment;
  return typeof key === 'string' ? key : String(key);
}

function pathToProto(value: ParamValue): readonly string[] | null {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null;
  for (const [key, member] of Object.entries<ParamValue>(value)) {
    if (key === '__proto__') return [key];
    const below = pathToProto(member);
    if (below !== null) return [key, ...below];
  }
  return null;
}

function issue(path: readonly string[], en: string, zh: string): SchemaIssue {
  return { path, message: { en, zh } };
}

const UNCLEAR: SchemaIssue = issue(
  [],
  'was rejected: the schema gave no clear answer',
  '被拒绝：模式没有给出明确结果',
);
