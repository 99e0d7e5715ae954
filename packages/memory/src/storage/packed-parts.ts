/** What can be packed: numbers in a row, or texts. */
export type PackedPart =
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | readonly string[];

/** Hands packed parts out in the order they were packed in. */
export interface PartsReader {
  /** The next part, numbers of a kind. Throws `RangeError` when it is not that. */
  numbers<T extends PackedPart>(kind: new (length: number) => T): T;
  /** The next part, texts. Throws `RangeError` when it is not that. */
  texts(): readonly string[];
}

/** Makes a reader of parts. */
export function readParts(parts: readonly PackedPart[]): PartsReader {
  let place = 0;
  const next = (): PackedPart | undefined => {
    place += 1;
    return parts[place - 1];
  };
  return {
    numbers(kind) {
      const part = next();
      if (part instanceof kind) return part;
      throw new RangeError(`part ${place} is no ${kind.name}`);
    },
    texts() {
      const part = next();
      if (Array.isArray(part)) return part as readonly string[];
      throw new RangeError(`part ${place} is no list of texts`);
    },
  };
}
