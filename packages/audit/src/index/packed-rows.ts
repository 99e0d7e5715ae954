const FIRST_ROWS = 256;

/**
 * A growing table of rows of one fixed size, packed in one buffer: millions of rows without an object each. A
 * number lies at `row * stride / size of its kind + column` of the view of that kind, so rows are a multiple of the
 * largest kind they hold.
 */
export class PackedRows {
  readonly stride: number;
  #count: number;
  #f64: Float64Array;
  #u32: Uint32Array;
  #u16: Uint16Array;
  #u8: Uint8Array;

  /** @param content rows that were packed before, copied; whole ones only. */
  constructor(stride: number, content: Uint8Array = new Uint8Array()) {
    this.stride = stride;
    this.#count = Math.floor(content.length / stride);
    this.#u8 = new Uint8Array(Math.max(this.#count, FIRST_ROWS) * stride);
    this.#u8.set(content.subarray(0, this.#count * stride));
    ({ f64: this.#f64, u32: this.#u32, u16: this.#u16 } = viewsOf(this.#u8));
  }

  get count(): number {
    return this.#count;
  }

  /** The views move when a row is added: ask for them again. */
  get f64(): Float64Array {
    return this.#f64;
  }

  get u32(): Uint32Array {
    return this.#u32;
  }

  get u16(): Uint16Array {
    return this.#u16;
  }

  get u8(): Uint8Array {
    return this.#u8;
  }

  /** The rows as they are packed. Not a copy. */
  get bytes(): Uint8Array {
    return this.#u8.subarray(0, this.#count * this.stride);
  }

  /** Adds a row of zeros and gives its number. */
  add(): number {
    if ((this.#count + 1) * this.stride > this.#u8.length) {
      const larger = new Uint8Array(this.#u8.length * 2);
      larger.set(this.#u8);
      this.#u8 = larger;
      ({ f64: this.#f64, u32: this.#u32, u16: this.#u16 } = viewsOf(larger));
    }
    return this.#count++;
  }
}

function viewsOf({ buffer }: Uint8Array): { f64: Float64Array; u32: Uint32Array; u16: Uint16Array } {
  return {
    f64: new Float64Array(buffer, 0, Math.floor(buffer.byteLength / 8)),
    u32: new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4)),
    u16: new Uint16Array(buffer, 0, Math.floor(buffer.byteLength / 2)),
  };
}
