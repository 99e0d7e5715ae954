import type { LocalizedText } from '@sentinel-agentos/core';
import type { GlobBase } from '../../matching/path-glob.js';
import { locatePath, type LocatedPath } from '../../matching/located-path.js';
import { pathReadings } from '../../matching/path-readings.js';
import { pathLikeParams, pathParam, type PathParam } from '../path-params.js';
import { recordOf } from '../rule-shape.js';
import { schemaError, type SchemaCall, type SchemaCheck, type SchemaContext } from '../schema-check.js';
import type { SchemaError } from '../schema-rule.js';

/** Each path costs a look at the disk. No honest call names more. */
const MAX_PATHS = 1000;

/** Judges one located path: null when it is fine. */
export type PathVerdict = (candidates: readonly string[]) => LocalizedText | null;

// `https://…`, `jar:file:…`: what is behind it is not on this disk, or not where it seems to be.
const OF_A_SCHEME = /^(?!file:)[a-z][a-z\d+.-]+:(?:\/\/|file:)/iu;
const HOME_VARIABLE = /^(?:\$HOME|\$\{HOME\}|%USERPROFILE%|%HOME%)(?=[\\/]|$)/iu;
// In capitals, as an environment has them: `$id.tsx` is the name of a route in some frameworks.
const VARIABLE = /^(?:\$[A-Z_][A-Z\d_]*|\$\{[^}/]*\}|\$env:\w+|%\w+%)(?=[\\/]|$)/u;

type Unreadable = Extract<LocatedPath, { kind: 'unreadable' }>['why'] | 'variable';

const UNREADABLE: Record<Unreadable, LocalizedText> = {
  nul: { en: 'contains a NUL byte', zh: '包含 NUL 字节' },
  'too-long': { en: 'is too long for a path', zh: '作为路径过长' },
  foreign: { en: 'is a path of another system', zh: '是其他系统的路径' },
  'dangling-link': { en: 'is a link to nowhere', zh: '是指向不存在目标的链接' },
  variable: { en: 'begins with a variable', zh: '以变量开头' },
  'home-of-other': { en: "is in another user's home folder", zh: '位于其他用户的主目录' },
};

/**
 * Prepares a check of paths whose part of the rule is either one value for every parameter that looks like a
 * path, or a record by parameter.
 */
export function compilePathRule(
  part: unknown,
  name: string,
  context: SchemaContext,
  read: (member: unknown, where: string) => PathVerdict,
): SchemaCheck {
  const judge = (param: PathParam, verdict: PathVerdict, call: SchemaCall): readonly SchemaError[] => {
    if (param.text === null) return [schemaError(param.field, name, 'must be a path', '必须是路径')];
    const wrong = wrongWith(param.text, param.orAddress === true, verdict, call, context);
    return wrong === null ? [] : [schemaError(param.field, name, wrong.en, wrong.zh)];
  };
  const judgeAll = (
    found: readonly PathParam[],
    verdict: PathVerdict,
    call: SchemaCall,
  ): readonly SchemaError[] => {
    const tooMany = found[MAX_PATHS];
    if (tooMany !== undefined)
      return [schemaError(tooMany.field, name, 'is one path too many', '路径数量过多')];
    return found.flatMap((param) => judge(param, verdict, call));
  };
  if (typeof part === 'string' || Array.isArray(part)) {
    const verdict = read(part, name);
    return (call) => judgeAll(pathLikeParams(call.params), verdict, call);
  }
  const verdicts = Object.entries(recordOf(part, name, read));
  return (call) =>
    verdicts.flatMap(([field, verdict]) => judgeAll(pathParam(call.params, field), verdict, call));
}

/** What is wrong with the first reading of a path that something is wrong with. */
function wrongWith(
  text: string,
  orAddress: boolean,
  verdict: PathVerdict,
  call: SchemaCall,
  context: SchemaContext,
): LocalizedText | null {
  const wrongAt = (path: string): LocalizedText | null => {
    const located = locatePath(path, call.cwd, context.facts);
    return located.kind === 'local' ? verdict(located.candidates) : UNREADABLE[located.why];
  };
  const wrong = wrongAt(text);
  if (wrong !== null) return wrong;
  for (const reading of pathReadings(text)) {
    if (!orAddress && OF_A_SCHEME.test(reading)) return UNREADABLE.foreign;
    const path = reading.replace(HOME_VARIABLE, '~');
    if (VARIABLE.test(path)) return UNREADABLE.variable;
    const otherwise = path === text ? null : wrongAt(path);
    if (otherwise !== null) return otherwise;
  }
  return null;
}

/** What globs of a rule are relative to. */
export function globBase({ workspaceRoot, facts }: SchemaContext): GlobBase {
  return { roots: [...new Set([workspaceRoot, facts.realpath(workspaceRoot)])], home: facts.home };
}
