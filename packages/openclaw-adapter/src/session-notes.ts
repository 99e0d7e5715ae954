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

/** What people ask about sessions in the chat, and the answers they give there. Kept in memory, and bounded. */
export interface SessionNotes {
  allowed(session: string, tool: string): void;
  blocked(session: string, note: StoppedNote): void;
  asked(session: string, note: AskedNote): void;
  /** The question was answered where it was asked. */
  answered(session: string, digest: string): void;
  /** A call ran that the gate had not let through. */
  unannounced(tool: string): void;
  /** The gate itself failed. */
  failed(why: string): void;
  lastBlocked(session: string): StoppedNote | undefined;
  /** Grants the session's last question once. The question; undefined where there is none. */
  grant(session: string): AskedNote | undefined;
  /** Whether this call was granted; the grant is gone then. */
  takeGrant(session: string, digest: string): boolean;
  counts(): NoteCounts;
}

export interface NoteCounts {
  readonly allowed: number;
  readonly blocked: number;
  readonly asked: number;
  /** Calls that ran and that the gate had not let through, or not like that. Anything but 0 is an alarm. */
  readonly unannounced: number;
  readonly failures: number;
  readonly lastFailure: string | null;
}

/** Sessions that are remembered; the one that was quiet the longest goes first. */
const MOST_SESSIONS = 1000;
/** How long a grant that nobody used holds, and how long a question can still be granted, in milliseconds. */
const LASTS_MS = 600_000;

interface Notes {
  blocked?: StoppedNote;
  asked?: AskedNote & { readonly at: number };
  grant?: { readonly digest: string; readonly at: number };
}

export function createSessionNotes(now: () => number): SessionNotes {
  const sessions = new Map<string, Notes>();
  const counts = { allowed: 0, blocked: 0, asked: 0, unannounced: 0, failures: 0 };
  let lastFailure: string | null = null;

  function of(session: string): Notes {
    const notes = sessions.get(session) ?? {};
    sessions.delete(session);
    sessions.set(session, notes);
    const [oldest] = sessions.keys();
    if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    return notes;
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
      of(session).asked = { ...note, at: now() };
    },
    answered(session, digest) {
      const notes = of(session);
      if (notes.asked?.digest === digest) delete notes.asked;
    },
    unannounced() {
      counts.unannounced += 1;
    },
    failed(why) {
      counts.failures += 1;
      lastFailure = why;
    },
    lastBlocked: (session) => sessions.get(session)?.blocked,
    grant(session) {
      const notes = sessions.get(session);
      const { asked } = notes ?? {};
      if (notes === undefined || asked === undefined || now() - asked.at > LASTS_MS) return undefined;
      delete notes.asked;
      notes.grant = { digest: asked.digest, at: now() };
      return asked;
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
