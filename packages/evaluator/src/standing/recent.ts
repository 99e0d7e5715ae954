/** The last so many items of a stream, oldest first. */
export class Recent<T> {
  #items: T[];
  readonly #capacity: number;

  constructor(capacity: number, items: readonly T[] = []) {
    this.#capacity = capacity;
    this.#items = items.slice(-capacity);
  }

  push(item: T): void {
    this.#items.push(item);
    // Cutting in batches keeps a push cheap however long the stream is.
    if (this.#items.length >= 2 * this.#capacity) this.#items = this.#items.slice(-this.#capacity);
  }

  values(): readonly T[] {
    return this.#items.slice(-this.#capacity);
  }
}

/** Remembers which of the last so many ids were met. */
export class RecentIds {
  readonly #ids: Set<string>;
  readonly #capacity: number;

  constructor(capacity: number, ids: readonly string[] = []) {
    this.#capacity = capacity;
    this.#ids = new Set(ids.slice(-capacity));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size <= this.#capacity) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }

  values(): readonly string[] {
    return [...this.#ids];
  }
}
