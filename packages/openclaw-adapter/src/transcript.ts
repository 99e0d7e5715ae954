import { redactParts, type Redact } from './whole-texts.js';
import type { AdapterConfig } from './config.js';
import type { HookAnswer, TranscriptMessage } from './host-api.js';

/** Keeps credentials out of transcripts. Both doors are synchronous and never throw. */
export interface Transcript {
  /** A result on its way into the transcript. */
  result(event: { readonly message: TranscriptMessage }): HookAnswer;
  /** Any message on its way into the transcript. */
  message(event: { readonly message: TranscriptMessage }): HookAnswer;
}

export function createTranscript(
  { credentialProtection: { blockTranscript } }: AdapterConfig,
  redact: Redact,
): Transcript {
  function masked(message: TranscriptMessage): { readonly message: TranscriptMessage } | undefined {
    try {
      const { value: content, rules } = redactParts(message.content, redact);
      return rules.length === 0 ? undefined : { message: { ...message, content } };
    } catch {
      return { message: { ...message, content: [] } };
    }
  }

  return {
    result: ({ message }) => masked(message),
    message({ message }) {
      const safe = masked(message);
      if (safe === undefined) return undefined;
      // A message that calls tools belongs to their results: without it the transcript would be broken.
      return blockTranscript && message.role !== 'toolResult' && !callsTools(message)
        ? { block: true }
        : safe;
    },
  };
}

function callsTools({ content }: TranscriptMessage): boolean {
  if (!Array.isArray(content)) return false;
  return content.some((part: unknown) => {
    const type = typeof part === 'object' && part !== null ? (part as { readonly type?: unknown }).type : '';
    return type === 'toolCall' || type === 'tool_use' || type === 'tool_call';
  });
}
