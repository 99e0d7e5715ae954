import { SentinelError, type JsonObject } from '@sentinel-agentos/core';
import type { EpisodicMemory } from '../episodic/episodic-memory.js';
import type { Firewall } from '../firewall/firewall.js';
import type { SemanticItem } from '../semantic/semantic-item.js';
import type { SemanticMemory } from '../semantic/semantic-memory.js';
import type { Trust } from '../trust.js';
import type { MigrationReason, MigrationSpan } from './migration-plan.js';

/**
 * What became of a span: it would be kept (a dry run), it is kept, it is kept apart because it reads like an order
 * to a model, it was migrated before, or there is nothing to keep.
 */
export type MigrationOutcome = 'planned' | 'kept' | 'quarantined' | 'known' | 'nothing';

/** A span and what became of it. */
export interface MigratedSpan extends MigrationSpan {
  readonly outcome: MigrationOutcome;
  /** Of the item or event that holds it now; null when it was not kept by this run. */
  readonly id: string | null;
}

/** Where a migration writes. */
export interface MigrationTarget {
  readonly episodic: EpisodicMemory;
  readonly semantic: SemanticMemory;
  readonly firewall: Firewall;
  /** Runs many semantic writes as one. */
  readonly inOneWrite: (work: () => void) => void;
  /** Whether the semantic memory may take more of a file: what is learned later needs room too. */
  readonly hasRoom: () => boolean;
}

/** What a migration knows of its file. */
export interface MigrationOrigin {
  readonly source: string;
  /** Since when it holds, milliseconds since the epoch, not in the future. */
  readonly validFrom: number;
  /** Digests of what was migrated before. */
  readonly known: ReadonlySet<string>;
  /** Told what is kept, some spans at a time. */
  readonly onKept: (digests: readonly string[]) => void;
}

/** A span on its way. */
interface Piece {
  span: MigrationSpan;
  readonly trust: Trust;
  outcome: MigrationOutcome;
  id: string | null;
}

/** Only so many events can be recorded twice after a crash, and then as one event of more support. */
const EVENTS_AT_A_TIME = 256;

/** The field of a project for what names no field. */
const NOTES_FIELD = 'notes';

/** Says what of a plan is new, and writes nothing. */
export function compareMigration(
  spans: readonly MigrationSpan[],
  known: ReadonlySet<string>,
): readonly MigratedSpan[] {
  const seen = new Set(known);
  return spans.map((span): MigratedSpan => {
    if (span.becomes === 'structure') return { ...span, outcome: 'nothing', id: null };
    const outcome = seen.has(span.digest) ? 'known' : 'planned';
    seen.add(span.digest);
    return { ...span, outcome, id: null };
  });
}

/**
 * Writes what is new of a plan: what stays true in one write, then events in the order of the text. What the
 * semantic memory has no room for becomes a note.
 */
export function applyMigration(
  spans: readonly MigrationSpan[],
  target: MigrationTarget,
  origin: MigrationOrigin,
): readonly MigratedSpan[] {
  const { episodic, firewall } = target;
  const { source, validFrom, onKept } = origin;
  const pieces = compareMigration(spans, origin.known).map(({ outcome, id, ...span }): Piece => {
    // Whoever checks out a repository does not vouch for what its files say to a model.
    const isOrder = outcome === 'planned' && firewall.text(span.text, 'agent').quarantine !== null;
    return { span, trust: isOrder ? 'agent' : 'owner', outcome, id };
  });
  const due = (): readonly Piece[] => pieces.filter(({ outcome }) => outcome === 'planned');

  target.inOneWrite(() => keepWhatStaysTrue(pieces, target, origin));
  onKept(pieces.filter(({ id }) => id !== null).map(({ span }) => span.digest));

  const events = due();
  for (let from = 0; from < events.length; from += EVENTS_AT_A_TIME) {
    const some = events.slice(from, from + EVENTS_AT_A_TIME);
    for (const piece of some) {
      const event = episodic.record(
        piece.span.becomes === 'decision' ? 'decision' : 'note',
        piece.span.text,
        {
          actor: 'user',
          trust: piece.trust,
          sessionId: source,
          sourceIds: [source],
          validFrom,
        },
      );
      keep(piece, event);
    }
    episodic.flush();
    onKept(some.map(({ span }) => span.digest));
  }
  return pieces.map(({ span, outcome, id }) => Object.freeze({ ...span, outcome, id }));
}

function keepWhatStaysTrue(
  pieces: readonly Piece[],
  { semantic, hasRoom }: MigrationTarget,
  { source, validFrom }: MigrationOrigin,
): void {
  let isFull = false;
  const orNotes = (of: readonly Piece[], write: () => SemanticItem): void => {
    isFull ||= !hasRoom();
    try {
      const item = isFull ? null : write();
      for (const piece of of) if (item !== null) keep(piece, item);
    } catch (cause) {
      if (!SentinelError.is(cause) || !REFUSALS.has(cause.code)) throw cause;
      isFull ||= cause.code === 'MEMORY_FAILED';
    }
    for (const piece of of) if (piece.id === null) becomeNote(piece, 'semantic-full');
  };
  const projects = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const { span, trust, outcome } = piece;
    if (span.project !== null && trust === 'owner') {
      const { project } = span.project;
      projects.set(project, [...(projects.get(project) ?? []), piece]);
    } else if (outcome !== 'planned') {
      continue;
    } else if (span.project !== null) {
      // A project is one item: what is suspicious must not be kept apart with all the rest of it.
      becomeNote(piece, span.why);
    } else if (span.becomes === 'fact') {
      const slot = span.slot === null ? {} : { slot: span.slot };
      orNotes([piece], () => semantic.addFact(span.text, { source, trust, validFrom, ...slot }));
    } else if (span.becomes === 'rule') {
      orNotes([piece], () => semantic.learnRule(span.text, source, { trust }));
    }
  }
  for (const [name, all] of projects) {
    const fresh = all.filter(({ outcome }) => outcome === 'planned');
    if (fresh.length === 0) continue;
    const context = contextOf(all.map(({ span }) => span));
    orNotes(fresh, () => semantic.setProjectContext(name, context, { source, trust: 'owner', validFrom }));
  }
}

/** What a store answers when it has no room; everything else is a failure of the whole migration. */
const REFUSALS: ReadonlySet<string> = new Set(['MEMORY_FAILED', 'INVALID_ARGUMENT']);

function keep(piece: Piece, stored: { readonly id: string; readonly quarantine: string | null }): void {
  piece.id = stored.id;
  piece.outcome = stored.quarantine === null ? 'kept' : 'quarantined';
}

function becomeNote(piece: Piece, why: MigrationReason): void {
  piece.span = { ...piece.span, becomes: 'note', why, slot: null, project: null };
}

/** All that a text says of one project: a later value for a field, and what names none, goes to the list. */
function contextOf(spans: readonly MigrationSpan[]): JsonObject {
  const fields = new Map<string, string>();
  const notes: string[] = [];
  for (const { project } of spans) {
    if (project === null) continue;
    const { field, value } = project;
    if (field === null) notes.push(value);
    else if (fields.has(field) || field === NOTES_FIELD) notes.push(`${field}: ${value}`);
    else fields.set(field, value);
  }
  return { ...Object.fromEntries(fields), ...(notes.length === 0 ? {} : { [NOTES_FIELD]: notes }) };
}
