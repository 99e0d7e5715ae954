import { resolve } from 'node:path';
import { bad, oneOf } from '../rule-shape.js';
import { compilePathRule } from './path-rule.js';
import { isWithin } from '../../matching/located-path.js';
import type { PathScope } from '../schema-rule.js';
import type { SchemaCheckCompiler } from '../schema-check.js';

const SCOPES: readonly PathScope[] = ['workspace', 'temp', 'global'];

/**
 * `pathScope`: the path leads beneath the folder, wherever its `..` and symbolic links go. Names are compared
 * with their case: a root of another case is another folder, or its real path says that it is the same.
 */
export const compilePathScope: SchemaCheckCompiler = (rule, context) => {
  if (rule.pathScope === undefined) return null;
  if (rule.workspaceRoot !== undefined && typeof rule.workspaceRoot !== 'string') {
    throw bad('workspaceRoot', 'a path', rule.workspaceRoot);
  }
  const workspace = resolve(context.workspaceRoot, rule.workspaceRoot ?? '.');
  return compilePathRule(rule.pathScope, 'pathScope', context, (member, where) => {
    const scope = oneOf(SCOPES, member, where);
    if (scope === 'global') return () => null;
    const folder = scope === 'workspace' ? workspace : context.facts.temp;
    const roots = [...new Set([folder, context.facts.realpath(folder)])];
    const outside = {
      en: scope === 'workspace' ? 'is outside the workspace' : 'is outside the folder for temporary files',
      zh: scope === 'workspace' ? '超出工作区范围' : '超出临时目录范围',
    };
    return (candidates) =>
      candidates.every((path) => roots.some((root) => isWithin(path, root))) ? null : outside;
  });
};
