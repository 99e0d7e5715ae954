import type { LocalizedText } from '@sentinel-agentos/core';

/** Something a person should know about an agent, and what it rests on. */
export interface Notice {
  /** Stable name, for example `verify-failures`. */
  readonly code: NoticeCode;
  readonly text: LocalizedText;
  /** Ids of calls, or `signal#id`. */
  readonly evidence: readonly string[];
}

export type NoticeCode =
  | 'satisfaction-declining'
  | 'verify-failures'
  | 'unreliable-execution'
  | 'reliable-execution'
  | 'positive-feedback';
