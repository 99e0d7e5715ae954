import { invalidArgument } from '../input/invalid-argument.js';
import { estimateTokens } from './estimate-tokens.js';

/** How many tokens a model reads a text as. Of a text in two parts it counts at most what it counts of both. */
export type TokenCounter = (text: string) => number;

/**
 * A counter; absent means {@link estimateTokens}. Of a counter from outside only a whole number of tokens is
 * believed: where it throws or answers anything else, the estimate counts.
 */
export function parseTokenCounter(value: unknown): TokenCounter {
  if (value === undefined) return estimateTokens;
  if (typeof value !== 'function') throw invalidArgument('countTokens', 'a function', value);
  const count = value as (text: string) => unknown;
  return (text) => {
    try {
      const tokens = count(text);
      if (typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0) return tokens;
    } catch {
      // A broken counter must not cost a session its memory.
    }
    return estimateTokens(text);
  };
}
