import { compileAllowGlob } from '../../matching/path-glob.js';
import { compilePathRule, globBase } from './path-rule.js';
import { textList } from '../rule-shape.js';
import type { SchemaCheckCompiler } from '../schema-check.js';

/** `pathAllow`: one of the globs matches the path, both as written and with its symbolic links resolved. */
export const compilePathAllow: SchemaCheckCompiler = (rule, context) => {
  if (rule.pathAllow === undefined) return null;
  const base = globBase(context);
  return compilePathRule(rule.pathAllow, 'pathAllow', context, (member, where) => {
    const globs = textList(member, where).map((glob, index) =>
      compileAllowGlob(glob, `${where}.${index}`, base),
    );
    return (candidates) =>
      candidates.every((path) => globs.some((glob) => glob.matches(path)))
        ? null
        : { en: 'matches no allow pattern', zh: '未命中任何允许的路径模式' };
  });
};
