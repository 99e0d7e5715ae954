import { withoutChinese } from './chinese-words.js';

const MAX_NAME = 200;
const ONE_WORD = /^[a-z]{1,40}$/;

/** A tool's name taken apart. */
export interface ToolName {
  /** Lower case, words joined by `_`, with the namespace: `fs__read_file`. */
  readonly plain: string;
  /** The same without the namespace: `read_file`. */
  readonly last: string;
  /** The words of the last part, in their order. */
  readonly words: readonly string[];
  /** The words of the namespace, such as the name of a server. */
  readonly space: readonly string[];
}

/**
 * Takes a tool's name apart. Case and separators don't matter; what stands before the last `__`, `.`, `/` or `:` is
 * a namespace, as in `mcp__github__merge_pull_request` or `functions.exec`.
 */
export function toolName(tool: string): ToolName {
  // Most are one word already.
  if (ONE_WORD.test(tool)) return { plain: tool, last: tool, words: [tool], space: [] };
  const plain = withoutChinese(tool.slice(0, MAX_NAME))
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[-\s]/g, '_');
  const cut = /^(.*(?:__|[./:]))([^./:]+)$/s.exec(plain);
  const last = (cut?.[2] ?? plain).replaceAll(/^_+|_+$/g, '');
  return { plain, last, words: wordsOf(last), space: wordsOf(cut?.[1] ?? '') };
}

/** The words of a text: `Place order` is `place`, `order`. */
export function wordsOf(text: string): readonly string[] {
  return withoutChinese(text.slice(0, MAX_NAME))
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
