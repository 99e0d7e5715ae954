import type { BlockedRecord, IntentRecord, OutcomeRecord } from '@sentinel-agentos/core';
import { statusOfOutcome } from '../query/audit-entry.js';
import type { HexHash } from '../merkle/hashes.js';
import { actionCode, statusCode, verifyCode } from './codes.js';
import { PackedRows } from './packed-rows.js';
import { StringTable } from './string-table.js';

/** Bytes of a call's row. */
export const CALL_STRIDE = 48;
/** Bytes of a closing's row. */
export const CLOSING_STRIDE = 16;
/** Status of a closing that says: a later call took this one's id over, so no outcome belongs to it any more. */
export const SUPERSEDED = 255;

/** Where a line stands in its segment file. */
export interface LineSpan {
  readonly offset: number;
  /** Without the line feed. */
  readonly bytes: number;
}

/** The last line that is indexed: the checkpoint that commits what is before it. */
export interface IndexedHead extends LineSpan {
  readonly hash: HexHash;
}

/** How far an index reaches into its segment. */
export interface IndexReach {
  /** Offset behind the last indexed line. */
  readonly through: number;
  /** Null while nothing is committed. */
  readonly head: IndexedHead | null;
  /** What the file looked like from outside when it was indexed; see `file-stamp.ts`. */
  readonly stamp: string;
}

/** A call as its row says. */
export interface CallRow extends LineSpan {
  readonly seq: number;
}

/**
 * What queries need of one segment: a row for each call that was decided in it, and one for each outcome in it.
 * A call's outcome may stand in a later segment, so `JournalIndex` joins them. Derived from the segment alone
 * and the calls still open before it; never asked whether the segment is genuine.
 */
export class SegmentIndex {
  /** Number in the segment's file name. */
  readonly segment: number;
  /** Number of calls in the segments before. */
  readonly firstCall: number;
  readonly calls: PackedRows;
  readonly closings: PackedRows;
  readonly sessions: StringTable;
  readonly agents: StringTable;
  readonly tools: StringTable;
  reach: IndexReach = { through: 0, head: null, stamp: '' };

  constructor(
    segment: number,
    firstCall: number,
    calls: PackedRows = new PackedRows(CALL_STRIDE),
    closings: PackedRows = new PackedRows(CLOSING_STRIDE),
    tables: readonly (readonly string[])[] = [],
  ) {
    this.segment = segment;
    this.firstCall = firstCall;
    this.calls = calls;
    this.closings = closings;
    this.sessions = new StringTable(tables[0]);
    this.agents = new StringTable(tables[1]);
    this.tools = new StringTable(tables[2]);
  }

  addCall(seq: number, { offset, bytes }: LineSpan, record: IntentRecord | BlockedRecord): void {
    const { calls } = this;
    const row = calls.add();
    const doubles = row * 6;
    calls.f64[doubles] = seq;
    calls.f64[doubles + 1] = record.at;
    calls.f64[doubles + 2] = record.decision.score;
    calls.f64[doubles + 3] = offset;
    const words = row * 12;
    calls.u32[words + 8] = this.sessions.idOf(record.sessionId);
    calls.u32[words + 9] = this.agents.idOf(record.agentId);
    calls.u32[words + 10] = this.tools.idOf(record.tool);
    calls.u16[row * 24 + 22] = bytes;
    calls.u8[row * CALL_STRIDE + 46] = actionCode(record.decision.action);
    calls.u8[row * CALL_STRIDE + 47] = record.kind === 'blocked' ? 1 : 0;
  }

  /** Notes that the call with a number, counted over all segments, ended as `outcome` says. */
  addOutcome(call: number, span: LineSpan, outcome: OutcomeRecord): void {
    this.#addClosing(call, span, statusCode(statusOfOutcome(outcome)), verifyCode(outcome.verify));
  }

  addSuperseded(call: number): void {
    this.#addClosing(call, { offset: 0, bytes: 0 }, SUPERSEDED, 0);
  }

  isBlocked(row: number): boolean {
    return this.calls.u8[row * CALL_STRIDE + 47] === 1;
  }

  call(row: number): CallRow {
    const { f64, u16 } = this.calls;
    return { seq: f64[row * 6] ?? 0, offset: f64[row * 6 + 3] ?? 0, bytes: u16[row * 24 + 22] ?? 0 };
  }

  closing(row: number): LineSpan & {
    readonly call: number;
    readonly status: number;
    readonly verify: number;
  } {
    const { f64, u32, u16, u8 } = this.closings;
    return {
      offset: f64[row * 2] ?? 0,
      call: u32[row * 4 + 2] ?? 0,
      bytes: u16[row * 8 + 6] ?? 0,
      status: u8[row * CLOSING_STRIDE + 14] ?? 0,
      verify: u8[row * CLOSING_STRIDE + 15] ?? 0,
    };
  }

  #addClosing(call: number, { offset, bytes }: LineSpan, status: number, verify: number): void {
    const { closings } = this;
    const row = closings.add();
    closings.f64[row * 2] = offset;
    closings.u32[row * 4 + 2] = call;
    closings.u16[row * 8 + 6] = bytes;
    closings.u8[row * CLOSING_STRIDE + 14] = status;
    closings.u8[row * CLOSING_STRIDE + 15] = verify;
  }
}
