import { compileEcmaPattern } from '../ecma-pattern.js';
import { codePoints } from '../../checks/length.js';
import { countOf, type KeywordCompiler } from '../keyword.js';
import { displayText } from '../../../matching/display-text.js';
import { issueAt } from '../evaluation.js';

/** `minLength`, `maxLength` (in code points) and `pattern`. They say nothing about what is no text. */
export const compileTexts: KeywordCompiler = (context) => {
  const { schema, node } = context;
  const least = countOf(context, 'minLength');
  const greatest = countOf(context, 'maxLength');
  if (least !== null) {
    node.assertions.push(({ value, at }) =>
      typeof value !== 'string' || codePoints(value) >= least
        ? []
        : issueAt(at, `must have a length of at least ${least}`, `长度不得小于 ${least}`),
    );
  }
  if (greatest !== null) {
    node.assertions.push(({ value, at }) =>
      typeof value !== 'string' || codePoints(value) <= greatest
        ? []
        : issueAt(at, `must have a length of at most ${greatest}`, `长度不得大于 ${greatest}`),
    );
  }
  if (schema['pattern'] !== undefined) {
    const pattern = compileEcmaPattern(schema['pattern'], `${node.place}.pattern`);
    const source = displayText(pattern.source);
    node.assertions.push(({ value, at, budget }) =>
      typeof value !== 'string' || pattern.occursIn(value, budget)
        ? []
        : issueAt(at, `must match ${source}`, `必须匹配 ${source}`),
    );
  }
};
