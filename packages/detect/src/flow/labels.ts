/** Whether somebody could have put words into a text who is not the user or the host. */
export type Integrity = 'trusted' | 'untrusted';

/** Who may read a text. */
export type Confidentiality = 'public' | 'private' | 'secret';

/** Where a text stands in both orders. */
export interface FlowLabels {
  readonly integrity: Integrity;
  readonly confidentiality: Confidentiality;
}

/** What a session has come to: both, and a call that reaches outside, are the lethal trifecta. */
export interface SessionBits {
  readonly seenUntrusted: boolean;
  readonly seenPrivate: boolean;
}
