import { createMemory, type Memory } from '@sentinel-agentos/memory';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../measuring/statistics.js';
import { readConversations, type Conversation } from './conversations.js';

/** What is left of the evidence when a memory has room for a part of the texts only. In percent. */
export interface CompressedEvidence {
  readonly questions: number;
  /** Share of the evidence among the most important turns that together have a tenth of the bytes; chance is 10. */
  readonly importantTenth: number;
  /** R@10 with all texts kept whole. */
  readonly fullR10: number;
  /** R@10 when the cap has left at most two fifths of the bytes of the texts. */
  readonly r10: number;
  /** Bytes of texts and of the words kept for recall, as a share of the whole texts. */
  readonly textBytes: number;
  /** Bytes of the store, as a share of the store of whole texts. */
  readonly storeBytes: number;
  /** Events by how much is left of them, of all conversations. */
  readonly byLevel: Readonly<Record<string, number>>;
}

const TENTH = 0.1;
const TWO_FIFTHS = 0.4;
const NO_CAP_KB = 1_000_000;

/** Measures what importance and compression keep, on conversations in LoCoMo's format. */
export function measureCompression(file: string): CompressedEvidence {
  const rows = readConversations(file).map(measureConversation);
  const questions = rows.reduce((sum, row) => sum + row.questions, 0);
  const mean = (pick: (row: Row) => number): number =>
    round(rows.reduce((sum, row) => sum + pick(row) * row.questions, 0) / questions);
  const byLevel: Record<string, number> = {};
  for (const row of rows)
    for (const [level, count] of Object.entries(row.byLevel)) byLevel[level] = (byLevel[level] ?? 0) + count;
  return {
    questions,
    importantTenth: mean((row) => row.importantTenth),
    fullR10: mean((row) => row.fullR10),
    r10: mean((row) => row.r10),
    textBytes: mean((row) => row.textBytes),
    storeBytes: mean((row) => row.storeBytes),
    byLevel,
  };
}

type Row = CompressedEvidence;

function measureConversation(conversation: Conversation): Row {
  const dir = mkdtempSync(join(tmpdir(), 'sentinel-compress-'));
  try {
    let now = 0;
    const open = (maxEpisodicSizeKb: number): Memory =>
      createMemory({ dir, clock: { now: () => now, monotonic: () => now }, maxEpisodicSizeKb });
    const whole = open(NO_CAP_KB);
    const turnsOf = new Map<string, string[]>();
    for (const { id, session, actor, text, ts } of conversation.turns) {
      now = ts;
      if (text.trim() === '') continue;
      const event = whole.episodic.record('note', text, { sessionId: session, actor, trust: 'owner' });
      turnsOf.set(event.id, [...(turnsOf.get(event.id) ?? []), id]);
    }
    whole.flush();
    const fullText = textBytes(whole);
    const fullStore = whole.episodic.stats().bytes;
    const importantTenth = shareOfImportant(conversation, whole, turnsOf, fullText * TENTH);
    const fullR10 = recallAt10(conversation, whole, turnsOf);

    // The cap counts the store; it is lowered until no more than two fifths of the texts are left.
    let left = whole;
    for (let share = 1; textBytes(left) > fullText * TWO_FIFTHS; share -= 0.01) {
      left = open((fullStore * share) / 1024);
    }
    return {
      questions: conversation.questions.length,
      importantTenth,
      fullR10,
      r10: recallAt10(conversation, left, turnsOf),
      textBytes: (100 * textBytes(left)) / fullText,
      storeBytes: (100 * left.episodic.stats().bytes) / fullStore,
      byLevel: left.episodic.stats().byLevel,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const ALL = 1_000_000;

function textBytes({ episodic }: Memory): number {
  return episodic
    .recent({ limit: ALL })
    .reduce((sum, event) => sum + Buffer.byteLength(event.text) + Buffer.byteLength(event.lostWords), 0);
}

function shareOfImportant(
  { questions }: Conversation,
  { episodic }: Memory,
  turnsOf: ReadonlyMap<string, readonly string[]>,
  room: number,
): number {
  const kept = new Set<string>();
  let bytes = 0;
  for (const event of episodic.recent({ limit: ALL }).toSorted((a, b) => b.importance - a.importance)) {
    const size = Buffer.byteLength(event.text);
    if (bytes + size > room) continue;
    bytes += size;
    for (const id of turnsOf.get(event.id) ?? []) kept.add(id);
  }
  const evidence = questions.flatMap((question) => question.evidence);
  return (100 * evidence.filter((id) => kept.has(id)).length) / evidence.length;
}

function recallAt10(
  { questions }: Conversation,
  { episodic }: Memory,
  turnsOf: ReadonlyMap<string, readonly string[]>,
): number {
  const shares = questions.map(({ text, evidence }) => {
    const hits = episodic.search(text, { limit: 10 }).flatMap((hit) => turnsOf.get(hit.event.id) ?? []);
    const found = new Set(hits.slice(0, 10));
    return evidence.filter((id) => found.has(id)).length / evidence.length;
  });
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}
