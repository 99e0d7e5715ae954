/** Begins as a statement does, and no sentence: `delete old images` is what somebody looks for. */
const SQL_TEXT =
  /^\s*(?:--[^\n]*\n\s*)*(?:select\s+\S|insert\s+into\s|replace\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|drop\s+(?:table|database|schema|view|index|user|role)\b|truncate\s+(?:table\s)?\S+\s*(?:;|$|cascade)|alter\s+(?:table|database|user|role|system)\s|create\s+(?:or\s+replace\s+)?(?:table|database|user|role|function|trigger|extension)\s|grant\s+\S+.{0,200}\bto\s|revoke\s+\S+.{0,200}\bfrom\s|copy\s+\S+\s+(?:from|to)\s)/i;

/** How much of a text shows whether it is a statement. */
const MAX_START = 2000;

/** Whether a text that may be anything is SQL. */
export function looksLikeSql(text: string): boolean {
  return SQL_TEXT.test(text.slice(0, MAX_START));
}
