import { randomBytes } from 'node:crypto';

/** A call that was stopped, for `why`. */
export interface StoppedNote {
  readonly tool: string;
  readonly reason: string;
  readonly auditId: string;
}

/** A call that was asked about and that nobody allowed yet. */
export interface AskedNote {
  readonly tool: string;
  readonly digest: string;
  readonly reason: string;
}

/** A question that a person can still say yes to. */
export interface Question extends AskedNote {
  /** What the question is called in the chat: a yes to one question is none to the next. */
  readonly id: string;
}

/** What came of a person's yes. */
export type Granting =
  | { readonly state: 'granted'; readonly question: Question }
  /** Which question was meant, nobody can know. */
  | { readonly state: 'unclear'; readonly waiting: readonly Question[] }
  | { readonly state: 'nothing' };

/** What people ask about sessions in the chat, and the answers they give there. Kept in memory, and bounded. */
export interface SessionNotes {
  allowed(session: string, tool: string): void;
  blocked(session: string, note: StoppedNote): void;
  /** Gives the id of the question. */
  asked(session: string, note: AskedNote): string;
  /** The question was answered where it was asked. */
  answered(session: string, id: string): void;
  /** A call ran that the gate had not let through, or not like that. */
  bypassed(): void;
  /** A call ran that the gate had stopped. */
  ranBlocked(): void;
  /** The gate itself failed. */
  failed(why: string): void;
  lastBlocked(session: string): StoppedNote | undefined;
  /**
   * Grants a question of the session once. Without its id only where no other was asked lately: whoever says yes has
   * one question in mind.
   */
  grant(session: string, id?: string): Granting;
  /** Whether this call was granted; the grant is gone then. */
  takeGrant(session: string, digest: string): boolean;
  counts(): NoteCounts;
}

export interface NoteCounts {
  readonly allowed: number;
  readonly blocked: number;
  readonly asked: number;
  /** Calls that ran and that the gate had not let through, or not like that. Anything but 0 is an alarm. */
  readonly bypassed: number;
  /** Calls that ran although the gate had stopped them. Anything but 0 is an alarm. */
  readonly ranBlocked: number;
  readonly failures: number;
  readonly lastFailure: string | null;
}

/** Sessions that are remembered; the one that was quiet the longest goes first. */
const MOST_SESSIONS = 1000;
/** Questions of a session that are remembered. */
const MOST_QUESTIONS = 20;
/** How long a grant that nobody used holds, and how long a question can still be granted, in milliseconds. */
const LASTS_MS = 600_000;

interface AskedQuestion extends Question {
  readonly at: number;
  readonly answered: boolean;
}

interface Notes {
  blocked?: StoppedNote;
  questions: readonly AskedQuestion[];
  grant?: { readonly digest: string; readonly at: number };
}

export function createSessionNotes(now: () => number): SessionNotes {
  const sessions = new Map<string, Notes>();
  const counts = { allowed: 0, blocked: 0, asked: 0, bypassed: 0, ranBlocked: 0, failures: 0 };
  let lastFailure: string | null = null;

  function of(session: string): Notes {
    const notes = sessions.get(session) ?? { questions: [] };
    sessions.delete(session);
    sessions.set(session, notes);
    const [oldest] = sessions.keys();
    if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    notes.questions = notes.questions.filter(({ at }) => now() - at <= LASTS_MS).slice(-MOST_QUESTIONS);
    return notes;
  }

  function answer(notes: Notes, id: string): void {
    notes.questions = notes.questions.map((each) => (each.id === id ? { ...each, answered: true } : each));
  }

  return {
    allowed() {
      counts.allowed += 1;
    },
    blocked(session, note) {
      counts.blocked += 1;
      of(session).blocked = note;
    },
    asked(session, note) {
      counts.asked += 1;
      const notes = of(session);
      const id = randomBytes(3).toString('hex');
      notes.questions = [...notes.questions, { ...note, id, at: now(), answered: false }];
      return id;
    },
    answered(session, id) {
      answer(of(session), id);
    },
    bypassed() {
      counts.bypassed += 1;
    },
    ranBlocked() {
      counts.ranBlocked += 1;
    },
    failed(why) {
      counts.failures += 1;
      lastFailure = why;
    },
    lastBlocked: (session) => sessions.get(session)?.blocked,
    grant(session, id) {
      const notes = of(session);
      const waiting = notes.questions.filter(({ answered }) => !answered);
      if (waiting.length === 0) return { state: 'nothing' };
      const isClear = id !== undefined || new Set(notes.questions.map(({ digest }) => digest)).size === 1;
      const question = id === undefined ? waiting.at(-1) : waiting.find((each) => each.id === id);
      if (!isClear || question === undefined) return { state: 'unclear', waiting };
      for (const each of waiting) if (each.digest === question.digest) answer(notes, each.id);
      notes.grant = { digest: question.digest, at: now() };
      return { state: 'granted', question };
    },
    takeGrant(session, digest) {
      const notes = sessions.get(session);
      const { grant } = notes ?? {};
      if (notes === undefined || grant?.digest !== digest) return false;
      delete notes.grant;
      return now() - grant.at <= LASTS_MS;
    },
    counts: () => ({ ...counts, lastFailure }),
  };
}
