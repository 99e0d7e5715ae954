import type { ResultPart } from './host-api.js';

/** A value with its credentials masked, and the rules that found them. */
export type Redact = <T>(value: T) => { readonly value: T; readonly rules: readonly string[] };

/**
 * Masks what stands in the parts of a message, also a credential whose halves stand in two of them: whoever reads the
 * message reads them one after the other. Where that is so, the first part gets the whole text.
 */
export function redactParts<T>(content: T, redact: Redact): ReturnType<typeof redact<T>> {
  const single = redact(content);
  if (!Array.isArray(content)) return single;
  const texts = content.filter((part): part is ResultPart & { readonly text: string } => isText(part));
  if (texts.length < 2) return single;
  const { value: whole, rules } = redact(texts.map(({ text }) => text).join(''));
  const hidden = rules.filter((rule) => !single.rules.includes(rule));
  const parts = (single.value as readonly unknown[]).filter((part) => isText(part)).map(({ text }) => text);
  if (hidden.length === 0 && whole === parts.join('')) return single;
  const [first] = texts;
  const masked = content.flatMap((part: unknown, at) =>
    isText(part) ? (content.indexOf(first) === at ? [{ ...part, text: whole }] : []) : [redact(part).value],
  );
  return { value: masked as T, rules: [...single.rules, ...hidden] };
}

function isText(part: unknown): part is ResultPart & { readonly text: string } {
  return typeof part === 'object' && part !== null && typeof (part as { text?: unknown }).text === 'string';
}
