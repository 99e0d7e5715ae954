import { createHmac, createSecretKey } from 'node:crypto';
import { ownCopy } from './own-copy.js';
import type { Effect, EffectVerb } from '@sentinel-agentos/core';
import type { ChainPattern } from './flow-finding.js';
import { latePattern } from '../scan/late-pattern.js';

const betweenWords: () => RegExp = latePattern(String.raw`[^\p{L}\p{N}]+`, 'gu');
const partOfName: () => RegExp = latePattern(String.raw`[\p{L}\p{N}._-]`, 'u');

/** What a call does to data. */
type FlowStage = 'read' | 'write' | 'exec';

/** The stage of each effect that moves data; the others have none. */
const STAGES: Readonly<Partial<Record<EffectVerb, FlowStage>>> = {
  'fs.read': 'read',
  'net.fetch': 'read',
  'db.read': 'read',
  'secret.read': 'read',
  'fs.write': 'write',
  'process.spawn': 'exec',
  'code.exec': 'exec',
};

/** One call, as far as data flows through it. */
export interface FlowStep {
  readonly callId: string;
  readonly effects: readonly Pick<Effect, 'verb' | 'target'>[];
  /** What goes into the call: the content that is written, the command that is run. */
  readonly text: string;
}

/** Why data is taken to flow from one call to another. */
export interface FlowLink {
  readonly by: 'path' | 'fingerprint';
  /** The path both calls touch; empty for a fingerprint. */
  readonly path: string;
}

/** A chain of calls along which data flows, ending in the one that was asked about. */
export interface CallChain {
  readonly pattern: ChainPattern;
  readonly callIds: readonly string[];
}

/** The last calls of a session, and the links between them. */
export interface CallChains {
  /** What a call gave back: later calls that hold a line of it are linked to it. */
  noteResult(callId: string, text: string): void;
  record(step: FlowStep, copiedFrom: readonly string[]): void;
  /** The chains that this call would complete. Nothing is recorded. */
  chainsTo(step: FlowStep, copiedFrom: readonly string[]): readonly CallChain[];
  linkOf(fromCallId: string, toCallId: string): FlowLink | null;
  readonly bytes: number;
}

interface KnownStep {
  readonly callId: string;
  readonly stages: ReadonlySet<FlowStage>;
  readonly paths: readonly string[];
  readonly written: readonly string[];
  readonly lines: ReadonlySet<string>;
  /** Calls whose results were found again in this one's text. */
  readonly copiedFrom: readonly string[];
  readonly text: string;
}

const MOST_STEPS = 64;
const MOST_RESULTS = 256;
/** Lines of one text that are remembered. */
const MOST_LINES = 128;
/** Letters and digits of the shortest line that says where it comes from. */
const SHORTEST_LINE = 12;
/** Bytes of a remembered line, about. */
const LINE_BYTES = 64;
/** Characters of a command in which paths are looked for. */
const MOST_TEXT = 16_384;

export function createCallChains(key: Uint8Array): CallChains {
  // Made once: to make a key of bytes takes longer than to sign a line with it.
  const lineKey = createSecretKey(key);
  const steps = new Map<string, KnownStep>();
  const results = new Map<string, ReadonlySet<string>>();
  // Counted along: it is asked at every call.
  let bytes = 0;

  /** Keeps a call's entry as the newest, and forgets the oldest when there are more than `most`. */
  function keep<T>(
    entries: Map<string, T>,
    callId: string,
    entry: T,
    most: number,
    sizeOf: (of: T) => number,
  ): void {
    const drop = (id: string): void => {
      const known = entries.get(id);
      if (known === undefined) return;
      bytes -= sizeOf(known);
      entries.delete(id);
    };
    drop(callId);
    entries.set(callId, entry);
    bytes += sizeOf(entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= most) return;
      drop(oldest);
    }
  }

  function linesOf(text: string): ReadonlySet<string> {
    const lines = new Set<string>();
    for (const [line] of text.matchAll(/[^\r\n]{1,400}/g)) {
      if (lines.size >= MOST_LINES) break;
      const plain = line.toLowerCase().replace(betweenWords(), '');
      if (plain.length < SHORTEST_LINE) continue;
      lines.add(createHmac('sha256', lineKey).update(plain).digest('base64').slice(0, 12));
    }
    return lines;
  }

  function known(step: FlowStep, copiedFrom: readonly string[]): KnownStep {
    const staged = step.effects.flatMap(({ verb, target }) => {
      const stage = STAGES[verb];
      return stage === undefined ? [] : [{ stage, target }];
    });
    return {
      callId: step.callId,
      stages: new Set(staged.map(({ stage }) => stage)),
      paths: pathsIn(staged.map(({ target }) => target)),
      written: pathsIn(staged.filter(({ stage }) => stage === 'write').map(({ target }) => target)),
      lines: linesOf(step.text),
      copiedFrom,
      text: ownCopy(step.text.slice(0, MOST_TEXT)),
    };
  }

  function link(from: KnownStep, to: KnownStep): FlowLink | null {
    // An effect names what it touches; a command may name a file that no effect was read from.
    const candidates = to.stages.has('exec') ? [...from.written, ...from.paths] : from.paths;
    for (const path of candidates) {
      if (to.paths.includes(path) || (to.stages.has('exec') && mentions(to.text, path)))
        return { by: 'path', path };
    }
    if (to.copiedFrom.includes(from.callId)) return { by: 'fingerprint', path: '' };
    const result = results.get(from.callId);
    for (const line of to.lines) {
      if (result?.has(line) === true) return { by: 'fingerprint', path: '' };
    }
    return null;
  }

  return {
    noteResult(callId, text) {
      keep(results, callId, linesOf(text), MOST_RESULTS, sizeOfLines);
    },

    record(step, copiedFrom) {
      keep(steps, step.callId, known(step, copiedFrom), MOST_STEPS, sizeOfStep);
    },

    chainsTo(step, copiedFrom) {
      const last = known(step, copiedFrom);
      if (!last.stages.has('exec')) return [];
      const chains: CallChain[] = [];
      const before = [...steps.values()].filter(({ callId }) => callId !== last.callId);
      const linked = before.filter((earlier) => link(earlier, last) !== null);
      for (const earlier of linked) {
        if (earlier.stages.has('read'))
          chains.push({ pattern: 'READ_EXEC', callIds: [earlier.callId, last.callId] });
        if (!earlier.stages.has('write')) continue;
        const first = before
          .slice(0, before.indexOf(earlier))
          .findLast((candidate) => candidate.stages.has('read') && link(candidate, earlier) !== null);
        if (first !== undefined)
          chains.push({ pattern: 'READ_WRITE_EXEC', callIds: [first.callId, earlier.callId, last.callId] });
        else chains.push({ pattern: 'WRITE_EXEC', callIds: [earlier.callId, last.callId] });
      }
      return chains;
    },

    linkOf(fromCallId, toCallId) {
      const from = steps.get(fromCallId);
      const to = steps.get(toCallId);
      return from === undefined || to === undefined ? null : link(from, to);
    },

    get bytes() {
      return bytes;
    },
  };
}

/** Targets that name one file: a folder that everything lies in links nothing. */
function pathsIn(targets: readonly string[]): readonly string[] {
  return targets.filter((target) => target.length > 1 && !target.endsWith('/'));
}

/** Whether a command names the path, or the file in the folder it runs in, as a word of its own. */
function mentions(text: string, path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (name.length < 3) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isBoundary(text.charAt(at - 1)) && isBoundary(text.charAt(at + name.length))) return true;
  }
  return false;
}

function isBoundary(character: string): boolean {
  return character === '' || !partOfName().test(character);
}

function sizeOfStep({ text, lines }: KnownStep): number {
  return 1000 + text.length * 2 + lines.size * LINE_BYTES;
}

function sizeOfLines({ size }: ReadonlySet<string>): number {
  return 200 + size * LINE_BYTES;
}
