import type { Language } from '../programs/role.js';

const PYTHON_LINE = /^[ \t]*#.*$/gm;
const JS_LINE = /^[ \t]*\/\/(?:(?!\*\/).)*$/gm;
/** Strings of several lines, whose lines may look like comments and yet run; and a coding that hides line ends. */
const PYTHON_DOUBTFUL = /"""|'''|coding[:=]/;
const JS_DOUBTFUL = /`/;

/** Program text without the lines that are nothing but a comment. Where that is in doubt, all of it stays. */
export function withoutComments(language: Language, text: string): string {
  if (language === 'python' && text.includes('#') && !PYTHON_DOUBTFUL.test(text))
    return text.replaceAll(PYTHON_LINE, '');
  if (language === 'js' && text.includes('//') && !JS_DOUBTFUL.test(text))
    return text.replaceAll(JS_LINE, '');
  return text;
}
