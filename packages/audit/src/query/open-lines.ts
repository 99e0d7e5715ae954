import { closeSync } from 'node:fs';
import type { IndexView } from '../index/journal-index.js';
import { LineAt } from '../index/line-at.js';
import type { LineSpan } from '../index/segment-index.js';
import { openSegmentFile } from '../read/segment-files.js';

/** Lines of the segments of a view. A file is opened when it is first read. */
export class OpenLines {
  readonly #view: IndexView;
  readonly #mode: 'scan' | 'exact';
  readonly #files = new Map<number, { readonly fd: number; readonly lines: LineAt }>();

  /** @param mode `scan` when most lines will be read, from the last to the first. */
  constructor(view: IndexView, mode: 'scan' | 'exact') {
    this.#view = view;
    this.#mode = mode;
  }

  /** The line as text; null when the file has no such bytes. */
  read(place: number, { offset, bytes }: LineSpan): string | null {
    const found = this.#linesOf(place)?.read(offset, bytes) ?? null;
    return found === null ? null : found.buffer.toString('utf8', found.start, found.end);
  }

  close(): void {
    for (const { fd } of this.#files.values()) closeSync(fd);
    this.#files.clear();
  }

  #linesOf(place: number): LineAt | null {
    const known = this.#files.get(place);
    if (known !== undefined) return known.lines;
    const path = this.#view.segments[place]?.path;
    if (path === undefined) return null;
    const fd = openSegmentFile(path);
    const lines = new LineAt(fd, this.#mode);
    this.#files.set(place, { fd, lines });
    return lines;
  }
}
