/** A text as one word of a POSIX shell, of zsh and of fish. */
export function quoted(text: string): string {
  // Fish knows a backslash between single quotes; the texts of the table have none.
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
