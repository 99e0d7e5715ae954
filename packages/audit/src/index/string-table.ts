/** Numbers for texts that many rows repeat, counted from 0 in the order they came. */
export class StringTable {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.idOf(text);
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** The text's number; it gets one if it has none. */
  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** The text's number, or undefined when no row has it. */
  find(text: string): number | undefined {
    return this.#ids.get(text);
  }
}
