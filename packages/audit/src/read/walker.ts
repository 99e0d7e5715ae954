import { isCheckpointSignedBy, parseCheckpoint, type ParsedCheckpoint } from '../format/checkpoint.js';
import { isEpochLine, readEpoch, type Epoch } from '../format/epoch.js';
import { readGenesis } from '../format/genesis.js';
import { headerOf, isCheckpointLine, parseLine, parseLineHeader, type LineHeader } from '../format/line.js';
import type { VerifierKey } from '../format/signed-note.js';
import { leafHashInPlace, type HexHash } from '../merkle/hashes.js';
import type { CompactRange } from '../merkle/compact-range.js';
import type { RawLine } from './line-reader.js';
import type { Position } from './position.js';
import type { Commit, Identity, Problem, Walk, WalkOptions, WalkStop } from './walk-result.js';

/** The state of a walk: takes one line after another until one is not as it must be. */
export class Walker {
  readonly #options: WalkOptions;
  readonly #isEachChecked: boolean;
  readonly #range: CompactRange;
  /** The tree as it was at the last commit. */
  readonly #committedRange: CompactRange;
  #segment: number;
  #size: number;
  #prev: HexHash;
  #epoch: Position['epoch'];
  #committed: Omit<Position, 'range'>;
  #identity: Identity | null = null;
  #lastCommit: Commit | null = null;
  #last: ParsedCheckpoint | null = null;
  #lastKey: VerifierKey | null = null;
  /** A key that was introduced and that the next checkpoint must confirm. */
  #next: Epoch | null = null;
  #metHeads = 0;
  #metKey = false;
  #isDoubtful = false;

  constructor(from: Position, options: WalkOptions, isEachChecked: boolean) {
    this.#options = options;
    this.#isEachChecked = isEachChecked;
    this.#range = from.range.clone();
    this.#committedRange = from.range.clone();
    this.#committed = from;
    ({ segment: this.#segment, size: this.#size, prev: this.#prev, epoch: this.#epoch } = from);
  }

  /** Number of sound lines so far. */
  get size(): number {
    return this.#size;
  }

  /** True when a signature does not hold, but an earlier one may not have held either. */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  /** The last commit's checkpoint, whose signature is not checked yet, and the key it should be by. */
  get last(): ParsedCheckpoint | null {
    return this.#last;
  }

  get lastKey(): VerifierKey | null {
    return this.#lastKey;
  }

  /** @returns null when the line is as it must be. */
  take(line: RawLine): WalkStop | null {
    const { buffer, start, end, state } = line;
    if (state === 'unfinished' && isTorn(line)) return { kind: 'uncommitted', segment: line.segment };
    if (state === 'unfinished') return this.#damage('malformed', line);
    if (state === 'too-long') return this.#damage('too-long', line);
    const header = this.#expectedHeader(line);
    if (header === null) return this.#damage(this.#headerProblem(line), line);
    if (line.segment !== this.#segment) return this.#damage('segment', line);
    if (this.#size === 0) {
      const stop = this.#introduce(line);
      if (stop !== null) return stop;
    }
    const isCommit = isCheckpointLine(buffer, header);
    // Only a checkpoint may stand between a new key and its segment.
    if (this.#next !== null && !isCommit) return this.#damage('epoch-end', line);
    if (!isCommit && isEpochLine(buffer, header)) {
      this.#next = readEpoch(parseLine(buffer, start, end));
      if (!this.#isInTurn(this.#next)) return this.#damage('epoch', line);
    }
    const checkpoint = isCommit ? readCheckpoint(line) : null;
    const hash = leafHashInPlace(buffer, start, end);
    if (isCommit) {
      const problem = checkpoint === null ? 'checkpoint' : this.#commit(checkpoint, hash);
      if (problem !== null) return this.#damage(problem, line);
    }
    this.#range.append(hash);
    this.#prev = hash;
    this.#size += 1;
    if (isCommit) this.#committedAt(line.offset + end - start + 1);
    return null;
  }

  /** Why the walk is over when there are no more lines. */
  end(): WalkStop {
    if (this.#size === this.#committed.size) return { kind: 'end' };
    return { kind: 'uncommitted', segment: this.#segment };
  }

  result(stop: WalkStop): Walk {
    const { key } = this.#options;
    return {
      stop,
      seen: this.#size,
      committed: { ...this.#committed, range: this.#committedRange },
      lastCommit: this.#lastCommit,
      metHeads: this.#metHeads,
      metKey: this.#metKey || (key !== null && this.#lastKey?.text === key.text),
      identity: this.#identity,
    };
  }

  /** Comparing with what must stand there is twice as fast as reading what does. Null when it does not. */
  #expectedHeader({ buffer, start }: RawLine): LineHeader | null {
    const prev = this.#prev;
    const seq = this.#size;
    const expected = headerOf(prev, seq);
    const bodyStart = start + expected.length;
    return buffer.toString('latin1', start, bodyStart) === expected ? { prev, seq, bodyStart } : null;
  }

  #headerProblem({ buffer, start, end }: RawLine): Problem {
    const header = parseLineHeader(buffer, start, end);
    if (header === null) return this.#size === 0 ? 'genesis' : 'malformed';
    return header.prev === this.#prev ? 'sequence' : 'chain';
  }

  #introduce(line: RawLine): WalkStop | null {
    const { key, heads } = this.#options;
    const genesis = readGenesis(parseLine(line.buffer, line.start, line.end));
    if (genesis.status === 'newer') return { kind: 'newer', format: genesis.format };
    if (genesis.status === 'invalid') return this.#damage('genesis', line);
    // A key is named after its journal. One of another epoch is met later, or not at all.
    if (key !== null && key.name !== genesis.key.name) return this.#damage('key', line);
    const { journal, key: own } = genesis;
    const isOther = heads.some(
      (head) => head.journal !== journal || (head.genesis !== null && head.genesis !== own.text),
    );
    if (isOther) return this.#damage('anchor', line);
    this.#identity = { journal, key: own, damaged: genesis.damaged };
    this.#epoch = { number: 0, key: own };
    return null;
  }

  #isInTurn(next: Epoch | null): boolean {
    const epoch = this.#epoch;
    return (
      next !== null &&
      epoch !== null &&
      next.key.name === epoch.key.name &&
      next.number === epoch.number + 1 &&
      next.segment === this.#segment + 1
    );
  }

  #commit(checkpoint: ParsedCheckpoint, hash: HexHash): Problem | null {
    const key = this.#epoch?.key ?? null;
    const { size, root } = checkpoint;
    if (size !== this.#size || key === null || checkpoint.origin !== key.name) return 'checkpoint';
    if (root !== this.#range.root()) return 'root';
    if (this.#isEachChecked || this.#next !== null) {
      const isSigned = isCheckpointSignedBy(checkpoint, key);
      if (!isSigned && this.#isEachChecked) return 'signature';
      if (!isSigned) this.#isDoubtful = true;
      if (isSigned && this.#options.key?.text === key.text) this.#metKey = true;
    }
    const problem = this.#meetHeads(size, root, hash, key);
    if (problem !== null) return problem;
    this.#last = checkpoint;
    this.#lastKey = key;
    this.#lastCommit = { size, root, head: hash };
    return null;
  }

  /** Several heads may be noted at one commit. One that was passed without a commit is never met. */
  #meetHeads(size: number, root: HexHash, hash: HexHash, key: VerifierKey): Problem | null {
    const { heads } = this.#options;
    for (let head = heads[this.#metHeads]; head?.size === size; head = heads[this.#metHeads]) {
      if (head.root !== root || (head.key !== null && head.key !== key.text)) return 'anchor';
      // The same lines before, but another checkpoint over them: only this line can have been changed.
      if (head.head !== null && head.head !== hash) return 'checkpoint';
      this.#metHeads += 1;
    }
    return null;
  }

  #committedAt(offset: number): void {
    const next = this.#next;
    this.#next = null;
    if (next !== null) {
      this.#segment = next.segment;
      this.#epoch = { number: next.number, key: next.key };
    }
    this.#committedRange.copyFrom(this.#range);
    this.#committed = {
      segment: this.#segment,
      size: this.#size,
      offset: next === null ? offset : 0,
      prev: this.#prev,
      epoch: this.#epoch,
    };
  }

  #damage(problem: Problem, { segment }: RawLine): WalkStop {
    return { kind: 'damage', problem, line: this.#size, segment };
  }
}

/** The checkpoint in a commit marker; null when the line is not exactly one. */
export function readCheckpoint({ buffer, start, end }: RawLine): ParsedCheckpoint | null {
  const record = parseLine(buffer, start, end);
  if (record?.['kind'] !== 'checkpoint' || Object.keys(record).length !== 4) return null;
  const note = record['checkpoint'];
  return typeof note === 'string' ? parseCheckpoint(note) : null;
}

/** A write that was cut short leaves the beginning of a line, never a whole object with other bytes after it. */
function isTorn({ buffer, start, end }: RawLine): boolean {
  return parseLine(buffer, start, end - 1) === null;
}
