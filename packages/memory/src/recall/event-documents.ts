import { EVENT_TYPES, type EventType } from '../episodic/event-type.js';
import type { MemoryEvent } from '../episodic/memory-event.js';
import type { PackedPart, PartsReader } from '../storage/packed-parts.js';
import { createActorNames, type ActorNames } from './actor-names.js';
import { withRoom } from './growable-array.js';
import { traitsOf } from './text-traits.js';

/** Stands for no document. */
export const NO_DOCUMENT = -1;

const MINUTE_MS = 60_000;

/** What ranking needs to know of every indexed event, by its document's number. */
export interface EventDocuments {
  /** Describes the next document. Events come by `seq`. */
  append(event: MemoryEvent): void;
  /** Takes a document out of its session, so that its neighbours become each other's. */
  unlink(document: number): void;
  /** Keeps only these documents, ascending, and numbers them from 0. */
  keep(documents: Int32Array): void;
  /** The document of the event at a place; {@link NO_DOCUMENT} when there is none. */
  find(seq: number): number;
  /** Whether a document tells what this event tells. */
  isOf(document: number, event: MemoryEvent): boolean;
  seqOf(document: number): number;
  /** Milliseconds since the epoch, at the beginning of the minute. */
  timeOf(document: number): number;
  typeOf(document: number): EventType | undefined;
  sessionOf(document: number): number;
  /** The number of a session; undefined when it has no document. */
  sessionNumber(sessionId: string): number | undefined;
  readonly sessions: number;
  /** The document before this one in its session. */
  before(document: number): number;
  /** The document after this one in its session. */
  after(document: number): number;
  actorOf(document: number): number;
  traitsOf(document: number): number;
  /** 0–1, in steps of 1/255. */
  importanceOf(document: number): number;
  readonly actors: ActorNames;
  readonly count: number;
  /** To be made again by {@link createEventDocuments}. Not to be changed. */
  pack(): readonly PackedPart[];
}

/** Makes an empty table, or one that was packed: 39 bytes a document. */
export function createEventDocuments(packed: PartsReader | null = null): EventDocuments {
  let [count = 0] = packed?.numbers(Int32Array) ?? [];
  let seq = packed?.numbers(Float64Array) ?? new Float64Array(0);
  let minute = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let hash = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let session = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let before = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let after = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let actor = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let type = packed?.numbers(Uint8Array) ?? new Uint8Array(0);
  let traits = packed?.numbers(Uint8Array) ?? new Uint8Array(0);
  let importance = packed?.numbers(Uint8Array) ?? new Uint8Array(0);
  let lastOfSession = packed?.numbers(Int32Array) ?? new Int32Array(0);
  const sessionNumbers = new Map<string, number>(packed?.texts().map((id, number) => [id, number]));
  const actors = createActorNames();
  for (const name of packed?.texts() ?? []) actors.numberOf(name);

  const sessionNumberOf = (sessionId: string): number => {
    const known = sessionNumbers.get(sessionId);
    if (known !== undefined) return known;
    const number = sessionNumbers.size;
    sessionNumbers.set(sessionId, number);
    lastOfSession = withRoom(lastOfSession, number + 1);
    lastOfSession[number] = NO_DOCUMENT;
    return number;
  };

  const makeRoom = (): void => {
    seq = withRoom(seq, count + 1);
    minute = withRoom(minute, count + 1);
    hash = withRoom(hash, count + 1);
    session = withRoom(session, count + 1);
    before = withRoom(before, count + 1);
    after = withRoom(after, count + 1);
    actor = withRoom(actor, count + 1);
    type = withRoom(type, count + 1);
    traits = withRoom(traits, count + 1);
    importance = withRoom(importance, count + 1);
  };

  /** Puts the last document at the end of its session. */
  const link = (document: number, number: number): void => {
    const previous = lastOfSession[number] ?? NO_DOCUMENT;
    session[document] = number;
    before[document] = previous;
    after[document] = NO_DOCUMENT;
    if (previous !== NO_DOCUMENT) after[previous] = document;
    lastOfSession[number] = document;
  };

  return {
    append(event) {
      makeRoom();
      const document = count;
      count += 1;
      seq[document] = event.seq;
      minute[document] = Math.floor(event.ts / MINUTE_MS);
      hash[document] = hashNumber(event.hash);
      actor[document] = actors.numberOf(event.actor);
      type[document] = EVENT_TYPES.indexOf(event.type);
      traits[document] = traitsOf(event.text);
      importance[document] = Math.round(Math.min(1, Math.max(0, event.importance)) * 255);
      link(document, sessionNumberOf(event.sessionId));
    },
    unlink(document) {
      const previous = before[document] ?? NO_DOCUMENT;
      const next = after[document] ?? NO_DOCUMENT;
      if (previous !== NO_DOCUMENT) after[previous] = next;
      if (next !== NO_DOCUMENT) before[next] = previous;
      else lastOfSession[session[document] ?? 0] = previous;
    },
    keep(documents) {
      lastOfSession.fill(NO_DOCUMENT);
      count = 0;
      for (const old of documents) {
        const document = count;
        count += 1;
        seq[document] = seq[old] ?? 0;
        minute[document] = minute[old] ?? 0;
        hash[document] = hash[old] ?? 0;
        actor[document] = actor[old] ?? 0;
        type[document] = type[old] ?? 0;
        traits[document] = traits[old] ?? 0;
        importance[document] = importance[old] ?? 0;
        link(document, session[old] ?? 0);
      }
    },
    find(wanted) {
      let low = 0;
      let high = count - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const here = seq[middle] ?? 0;
        if (here === wanted) return middle;
        if (here < wanted) low = middle + 1;
        else high = middle - 1;
      }
      return NO_DOCUMENT;
    },
    isOf: (document, event) => seq[document] === event.seq && hash[document] === hashNumber(event.hash),
    seqOf: (document) => seq[document] ?? 0,
    timeOf: (document) => (minute[document] ?? 0) * MINUTE_MS,
    typeOf: (document) => EVENT_TYPES[type[document] ?? 0],
    sessionOf: (document) => session[document] ?? 0,
    sessionNumber: (sessionId) => sessionNumbers.get(sessionId),
    get sessions() {
      return sessionNumbers.size;
    },
    before: (document) => before[document] ?? NO_DOCUMENT,
    after: (document) => after[document] ?? NO_DOCUMENT,
    actorOf: (document) => actor[document] ?? 0,
    traitsOf: (document) => traits[document] ?? 0,
    importanceOf: (document) => (importance[document] ?? 0) / 255,
    actors,
    pack: () => [
      Int32Array.of(count),
      ...[seq, minute, hash, session, before, after, actor].map((column) => column.subarray(0, count)),
      ...[type, traits, importance].map((column) => column.subarray(0, count)),
      lastOfSession.subarray(0, sessionNumbers.size),
      namesInUse([...sessionNumbers.keys()], session.subarray(0, count)),
      namesInUse(actors.names(), actor.subarray(0, count)),
    ],
    get count() {
      return count;
    },
  };
}

/** The names by their numbers, without those that no document has: they may have been forgotten. */
function namesInUse(names: readonly string[], numbers: Int32Array): readonly string[] {
  const used = new Set(numbers);
  return names.map((name, number) => (used.has(number) ? name : namelessOf(number)));
}

/** What stands for a name that is gone: one a number, and no word of it could be asked for. */
function namelessOf(number: number): string {
  return `\0${String(number).replace(/\d/gu, (digit) => String.fromCharCode(0xe000 + Number(digit)))}`;
}

/** 32 bits of a hash in hex: enough to tell two events at the same place apart. */
function hashNumber(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16) | 0;
}
