/** The first and the last of the documents that have not been removed. */
export interface DocumentSpan {
  readonly first: number;
  readonly last: number;
}
