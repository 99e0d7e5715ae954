import { BLOCKED, UNFINISHED } from './codes.js';
import { PackedRows } from './packed-rows.js';
import { SUPERSEDED, type SegmentIndex } from './segment-index.js';

const STRIDE = 12;

/** How each call of a journal ended, by its number over all segments. Derived from the closings of every segment. */
export class JoinedCalls {
  readonly #rows = new PackedRows(STRIDE);

  get count(): number {
    return this.#rows.count;
  }

  status(call: number): number {
    return this.#rows.u8[call * STRIDE + 8] ?? UNFINISHED;
  }

  /** What the checks said, as a number of `verifyCode`. */
  verify(call: number): number {
    return this.#rows.u8[call * STRIDE + 9] ?? 0;
  }

  /** True when an outcome with the call's id would be its own. */
  isOpen(call: number): boolean {
    return this.status(call) === UNFINISHED && this.#rows.u8[call * STRIDE + 10] === 0;
  }

  /** Where the outcome stands: place in the list of segments and row among its closings. Null while there is none. */
  outcome(call: number): { readonly segment: number; readonly row: number } | null {
    const segment = this.#rows.u32[call * 3] ?? 0;
    return segment === 0 ? null : { segment: segment - 1, row: this.#rows.u32[call * 3 + 1] ?? 0 };
  }

  addCall(isBlocked: boolean): void {
    const row = this.#rows.add();
    this.#rows.u8[row * STRIDE + 8] = isBlocked ? BLOCKED : UNFINISHED;
  }

  /** Takes over a closing, given its segment's place in the list of segments. */
  close(segment: number, index: SegmentIndex, row: number): void {
    const { call, status, verify } = index.closing(row);
    if (call >= this.count) return;
    const { u32, u8 } = this.#rows;
    if (status === SUPERSEDED) {
      u8[call * STRIDE + 10] = 1;
      return;
    }
    u32[call * 3] = segment + 1;
    u32[call * 3 + 1] = row;
    u8[call * STRIDE + 8] = status;
    u8[call * STRIDE + 9] = verify;
  }

  /** Takes over a whole segment. */
  addSegment(segment: number, index: SegmentIndex): void {
    for (let row = 0; row < index.calls.count; row += 1) this.addCall(index.isBlocked(row));
    for (let row = 0; row < index.closings.count; row += 1) this.close(segment, index, row);
  }
}
