/** Lines of a text that comes in pieces. Lines and columns count from 1, columns in UTF-16 units. */
export interface LineStarts {
  /** Takes the next piece. */
  add(piece: string): void;
  at(offset: number): { readonly line: number; readonly column: number };
}

export function createLineStarts(): LineStarts {
  const starts = [0];
  let length = 0;
  return {
    add: (piece) => {
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1))
        starts.push(length + at + 1);
      length += piece.length;
    },
    at: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}
