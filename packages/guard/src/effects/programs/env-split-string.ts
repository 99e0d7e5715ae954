import type { Field } from '../shell/data.js';

const MAX_WORDS = 256;

/**
 * Splits the argument of `env -S` the way env does: spaces separate, quotes join, `\_` is a space outside of
 * double quotes, `\c` ends the text, `#` at a word's start comments the rest, `${NAME}` is a variable.
 */
export function splitEnvString(source: Field, valueOf: (name: string) => string): Field[] {
  const { text } = source;
  const words: string[] = [];
  let word = '';
  let open = false;
  let quote = '';
  const end = (): void => {
    if (open) words.push(word);
    word = '';
    open = false;
  };
  for (let i = 0; i < text.length && words.length < MAX_WORDS; i += 1) {
    const char = text[i] ?? '';
    if (char === '$' && text[i + 1] === '{' && quote !== "'") {
      const end = text.indexOf('}', i);
      if (end < 0) break;
      word += valueOf(text.slice(i + 2, end));
      open = true;
      i = end;
    } else if (char === '\\' && quote !== "'") {
      i += 1;
      const next = text[i] ?? '';
      if (next === 'c' && quote === '') break;
      if (next === '_' && quote === '') {
        end();
        continue;
      }
      open = true;
      word += next === '_' ? ' ' : next === 'n' ? '\n' : next === 't' ? '\t' : next;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      open = true;
    } else if (/\s/.test(char)) {
      end();
    } else if (char === '#' && !open) {
      break;
    } else {
      open = true;
      word += char;
    }
  }
  end();
  return words.map((value) => ({ ...source, text: value }));
}
