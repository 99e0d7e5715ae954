/** A text that gives something a value. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

const BOLD = /^\*\*([^*]{1,80})\*\*\s*([:：—–-]?)\s*(\S.*)$/su;
const PLAIN = /^([^:：|\n]{1,60}?)(?:：|:\s|\s[—–]\s)\s*(\S.*)$/su;

/** Reads `**Key**: value`, `**Key:** value`, `Key: value`, `Key：value` and `Key — value`; null for anything else. */
export function readKeyValue(text: string): KeyValue | null {
  const [, bold, mark, rest] = BOLD.exec(text) ?? [];
  if (bold !== undefined && rest !== undefined && (mark !== '' || /[:：]\s*$/u.test(bold))) {
    return { key: plainText(bold).replace(/\s*[:：]$/u, ''), value: plainText(rest) };
  }
  const [, key, value] = PLAIN.exec(plainText(text)) ?? [];
  return key === undefined || value === undefined || key.trim() === '' ? null : { key: key.trim(), value };
}

/** A text without the marks of bold words. */
export function plainText(text: string): string {
  return text
    .replace(/\*\*([^*\n]{1,200})\*\*/gu, '$1')
    .replace(/(?<![\w])__([^_\n]{1,200})__(?![\w])/gu, '$1')
    .trim();
}

/** Whether the whole of a text is struck out: its owner took it back. */
export function isStruckOut(text: string): boolean {
  return /^~~[^~]+~~$/u.test(text.trim());
}
