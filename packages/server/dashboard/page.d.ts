import type { Api, Language } from './wire.js';
import type { ApprovalWatch } from './approval-watch.js';
import type { EventFeed } from './event-feed.js';
import type { JournalCounts } from './journal-counts.js';
import type { Say } from './words/say.js';
import type { Times } from './times.js';

/** What every view is given. */
export interface Page {
  readonly say: Say;
  readonly language: Language;
  readonly times: Times;
  readonly api: Api;
  readonly feed: EventFeed;
  readonly counts: JournalCounts;
  readonly approvals: ApprovalWatch;
  /** Says something to whoever only hears the page. */
  readonly announce: (text: string) => void;
}

/** A view that is open. */
export interface View {
  readonly element: HTMLElement;
  /** Ends what it does while it is open. */
  readonly stop?: () => void;
}

export type OpenView = (page: Page) => View;
