import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  statSync,
} from 'node:fs';
import { writeAll } from './durable-file.js';

const { O_APPEND, O_CREAT, O_EXCL, O_RDWR } = constants;
// Windows does not know this flag.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** A segment file that is open for appending. */
export class AppendFile {
  readonly path: string;
  /** Number of the segment. */
  readonly index: number;
  readonly fd: number;
  readonly #ino: number;
  readonly #dev: number;
  #syncing = 0;
  #isRetired = false;
  /** True once the folder that holds its name was synced. */
  isNamed = false;

  /**
   * Opens the file, and creates it for the owner only when it is not there. A link is not followed.
   *
   * @param isNew the file must not be there yet.
   */
  constructor(path: string, index: number, isNew: boolean = false) {
    this.path = path;
    this.index = index;
    this.fd = openSync(path, O_RDWR | O_APPEND | O_CREAT | NO_FOLLOW | (isNew ? O_EXCL : 0), 0o600);
    const { ino, dev } = fstatSync(this.fd);
    this.#ino = ino;
    this.#dev = dev;
  }

  /** Bytes it has now; null when its name is gone or leads to another file. */
  size(): number | null {
    const there = statSync(this.path, { throwIfNoEntry: false });
    return there?.ino === this.#ino && there.dev === this.#dev ? there.size : null;
  }

  /** Appends at its end, which is `offset`. What was half-written when that fails is taken back. */
  append(offset: number, bytes: Uint8Array): void {
    try {
      writeAll(this.fd, bytes);
    } catch (error) {
      try {
        ftruncateSync(this.fd, offset);
      } catch {
        // What was half-written is then set aside when the journal is opened again.
      }
      throw error;
    }
  }

  syncNow(): void {
    fdatasyncSync(this.fd);
  }

  /** Resolves with null once what was written is on the disk, or with the error that says it may not be. */
  syncOffThread(): Promise<Error | null> {
    this.#syncing += 1;
    return new Promise((resolve) => {
      fdatasync(this.fd, (error) => {
        this.#syncing -= 1;
        this.#closeIfDone();
        resolve(error);
      });
    });
  }

  /** Closes it, once no sync is under way any more: its number must not go to another file before. */
  retire(): void {
    this.#isRetired = true;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (this.#isRetired && this.#syncing === 0) closeSync(this.fd);
  }
}
