import { rewriteStrings } from './json-text.js';
import type { AgentOS } from '../../agent-os.js';
import type { Response } from './message.js';

/** An answer without the credentials in it. */
export interface MaskedAnswer {
  readonly text: string;
  /** What was found, each once; empty when the text is as it was. */
  readonly rules: readonly string[];
}

export function maskedAnswer(os: Pick<AgentOS, 'redact'>, { text }: Response): MaskedAnswer {
  const rules = new Set<string>();
  const masked = rewriteStrings(text, (string) => {
    const redacted = os.redact(string);
    for (const rule of redacted.rules) rules.add(rule);
    return redacted.value;
  });
  return { text: masked, rules: [...rules] };
}
