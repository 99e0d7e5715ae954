/** Bytes that were decoded from letters in one piece: where a compressed stream may begin and end. */
export interface ByteRun {
  readonly start: number;
  readonly end: number;
}
