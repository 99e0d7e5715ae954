/** Text in a form that does not tell upper from lower case. */
export function foldCase(text: string): string {
  // Of the small letters only sigma depends on its place in the word.
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/**
 * A quick test of a record's line: false only when no value of the record can hold the text. In canonical JSON a
 * text stands escaped in one way only, character by character; lines with numbered escapes are left to the exact test.
 */
export function mayHold(line: string, folded: string): boolean {
  const escaped = JSON.stringify(folded).slice(1, -1);
  return line.includes('\\u') || foldCase(line).includes(escaped);
}

/** True when a string or number anywhere among the values holds the text, whatever the case. */
export function holdsText(value: unknown, folded: string): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' || typeof next === 'number') {
      if (foldCase(String(next)).includes(folded)) return true;
    } else if (typeof next === 'object' && next !== null) {
      for (const member of Object.values(next)) waiting.push(member);
    }
  }
  return false;
}
