import { readFileSync } from 'node:fs';

/** One turn of a conversation. */
export interface Turn {
  readonly id: string;
  readonly session: string;
  readonly actor: string;
  readonly text: string;
  /** When its session took place, milliseconds since the epoch. */
  readonly ts: number;
}

/** A question whose answer stands in turns of the conversation. */
export interface Question {
  readonly text: string;
  readonly category: string;
  /** Ids of the turns, each once; at least one. */
  readonly evidence: readonly string[];
}

/** A conversation over many sessions, and questions on it. */
export interface Conversation {
  readonly turns: readonly Turn[];
  readonly questions: readonly Question[];
}

type Row = Readonly<Record<string, unknown>>;

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const SESSION_DATE = /(\d+):(\d+) ([ap])m on (\d+) (\w+),? (\d{4})/iu;

/** The names that LoCoMo's paper gives to its numbers. */
const CATEGORIES: Readonly<Record<string, string>> = {
  1: 'multi-hop',
  2: 'temporal',
  3: 'open-domain',
  4: 'single-hop',
  5: 'adversarial',
};

/**
 * Reads conversations in the format of LoCoMo (Maharana and others, 2024). A turn is its words; captions of
 * images are left out. Evidence that names no turn is left out, and so are questions without any other.
 */
export function readConversations(file: string): readonly Conversation[] {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
  return rows.map((row) => {
    const turns = turnsOf(row['conversation'] as Row);
    const ids = new Set(turns.map(({ id }) => id));
    const questions = (row['qa'] as readonly Row[]).map((qa): Question => {
      const named = ((qa['evidence'] ?? []) as readonly string[]).flatMap((text) => text.split(/[;,\s]+/u));
      return {
        text: String(qa['question']),
        category: CATEGORIES[String(qa['category'])] ?? `category ${String(qa['category'])}`,
        evidence: [...new Set(named.map((id) => id.replace(/^D:/u, 'D')).filter((id) => ids.has(id)))],
      };
    });
    return { turns, questions: questions.filter(({ evidence }) => evidence.length > 0) };
  });
}

function turnsOf(conversation: Row): readonly Turn[] {
  const sessions = Object.keys(conversation)
    .flatMap((key) => /^session_(\d+)$/u.exec(key)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
  return sessions.flatMap((number) => {
    const session = `session_${number}`;
    const ts = timeOf(String(conversation[`${session}_date_time`]));
    return (conversation[session] as readonly Row[]).map((turn) => ({
      id: String(turn['dia_id']),
      session,
      actor: String(turn['speaker']),
      text: String(turn['text']),
      ts,
    }));
  });
}

/** "1:56 pm on 8 May, 2023" as UTC. */
function timeOf(text: string): number {
  const [, hour, minute, half, day, month, year] = SESSION_DATE.exec(text) ?? [];
  if (month === undefined) throw new Error(`no date of a session: ${text}`);
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  return Date.UTC(Number(year), MONTHS.indexOf(month.toLowerCase()), Number(day), hours, Number(minute));
}
