import { compileDenyGlob } from '../../matching/path-glob.js';
import { compilePathRule, globBase } from './path-rule.js';
import { textList } from '../rule-shape.js';
import type { SchemaCheckCompiler } from '../schema-check.js';

/** `pathDeny`: none of the globs matches the path, neither as written nor with its symbolic links resolved. */
export const compilePathDeny: SchemaCheckCompiler = (rule, context) => {
  if (rule.pathDeny === undefined) return null;
  const base = globBase(context);
  return compilePathRule(rule.pathDeny, 'pathDeny', context, (member, where) => {
    const globs = textList(member, where).map((glob, index) =>
      compileDenyGlob(glob, `${where}.${index}`, base),
    );
    return (candidates) =>
      candidates.some((path) => globs.some((glob) => glob.matches(path)))
        ? { en: 'matches deny pattern', zh: '命中禁止的路径模式' }
        : null;
  });
};
