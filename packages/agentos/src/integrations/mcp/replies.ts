import { isObject } from './message.js';
import { memberText, outline } from './json-text.js';
import type { MessageId } from './message.js';

/** The request failed in the protocol, not in the tool. */
export function errorReply(id: MessageId | null, code: number, message: string): string {
  return `{"jsonrpc":"2.0","id":${id?.text ?? 'null'},"error":${JSON.stringify({ code, message })}}`;
}

/** The answer to a call whose tool did not run, or whose result nobody may rely on, in words for the model. */
export function toolError(id: MessageId, text: string): string {
  // Needed since the revision 2026-07-28; clients of earlier ones pass over it.
  return resultReply(id, { resultType: 'complete', content: [{ type: 'text', text }], isError: true });
}

/** An answer with a result of the proxy's own. */
export function resultReply(id: MessageId, result: object): string {
  return `{"jsonrpc":"2.0","id":${id.text},"result":${JSON.stringify(result)}}`;
}

/** What the model should know of a result before it believes it, behind the result's own content. */
export function withNotes(text: string, notes: readonly string[], isError: boolean): string {
  if (notes.length === 0 && !isError) return text;
  const result = memberText(text, 'result');
  if (result === undefined || !result.text.startsWith('{')) return text;
  const members = outline(result.text).parts.filter(({ name }) => !(isError && name === 'isError'));
  const note = JSON.stringify({ type: 'text', text: notes.map((each) => `[Sentinel] ${each}.`).join('\n') });
  const written = members.map((part) => {
    const isContent = part.name === 'content' && part.text.startsWith('[') && notes.length > 0;
    const before = isContent ? part.text.slice(0, -1).trimEnd() : part.text;
    const value = isContent ? `${before}${before === '[' ? '' : ','}${note}]` : part.text;
    return `${JSON.stringify(part.name)}:${value}`;
  });
  if (isError) written.push('"isError":true');
  const end = result.start + result.text.length;
  return `${text.slice(0, result.start)}{${written.join(',')}}${text.slice(end)}`;
}

/** What a tool's result or error says, for the journal and for people. */
export function textOf(answer: { readonly result?: unknown; readonly error?: unknown }): string {
  const { result, error } = answer;
  if (isObject(error)) return typeof error['message'] === 'string' ? error['message'] : 'the server failed';
  const content = isObject(result) ? result['content'] : undefined;
  const texts = Array.isArray(content)
    ? content.map((item: unknown) => (isObject(item) ? item['text'] : ''))
    : [];
  return texts.filter((text) => typeof text === 'string' && text !== '').join('\n') || 'the tool failed';
}
