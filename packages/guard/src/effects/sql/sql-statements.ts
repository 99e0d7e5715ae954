/** One SQL statement: its words in upper case, with quoted text and comments taken out. */
export interface SqlStatement {
  readonly words: readonly string[];
  /** Names and texts as they were written, by position in `words`. */
  readonly written: readonly string[];
  /** Contents of its quoted texts, in order. */
  readonly strings: readonly string[];
  /** Contents of its `$$…$$` bodies. */
  readonly bodies: readonly string[];
}

const TOKEN =
  /--[^\n]*|#(?!>)[^\n]*|\/\*!?[\s\S]*?(?:\*\/|$)|\$(\w*)\$([\s\S]*?)(?:\$\1\$|$)|'((?:[^'\\]|''|\\.)*)'?|("(?:[^"]|"")*"?|`[^`]*`?|\[[^\]]*\])|([\p{L}_@][\p{L}\p{N}_@$.]*)|(;)|(\d+(?:\.\d+)?)|([=<>!]+|\|\||&&|[(),*.])|\S/gu;
const MAX_TEXT = 128 * 1024;
const MAX_STATEMENTS = 500;

/** Splits SQL text into statements. Dangerous words inside strings and comments don't count, quoted names do. */
export function sqlStatements(text: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = [];
  let words: string[] = [];
  let written: string[] = [];
  let strings: string[] = [];
  let bodies: string[] = [];
  const end = (): void => {
    if (words.length > 0 && statements.length < MAX_STATEMENTS)
      statements.push({ words, written, strings, bodies });
    words = [];
    written = [];
    strings = [];
    bodies = [];
  };
  for (const match of unwrapped(text.slice(0, MAX_TEXT)).matchAll(TOKEN)) {
    const [, , body, string, quoted, word, semicolon, number, sign] = match;
    if (semicolon !== undefined) {
      end();
      continue;
    }
    if (body !== undefined) bodies.push(body);
    if (string !== undefined) {
      strings.push(string);
      push("''", `'${string}'`);
    }
    const name = quoted === undefined ? (word ?? number ?? sign) : quoted.slice(1, -1);
    if (name !== undefined) push(quoted === undefined ? name.toUpperCase() : '""', name);
  }
  end();
  return statements;

  function push(upper: string, as: string): void {
    words.push(upper);
    written.push(as);
  }
}

/** MySQL runs what stands in a version comment. */
function unwrapped(text: string): string {
  return text.replace(/\/\*!\d*([\s\S]{0,2000}?)\*\//g, ' $1 ');
}
