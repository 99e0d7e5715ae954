import type { Effect, Evidence, Finding } from '@sentinel-agentos/core';

/** One simple command of a shell text, as literally as it can be known. */
export interface ReadCommand {
  /** Words after quote removal and literal evaluation; null for a word whose value is not known. */
  readonly argv: readonly (string | null)[];
  /** The folder it runs in; that of the call, where nothing else is known. */
  readonly cwd?: string;
  /** Where its text stands in the call; for a command within another text, where that one stands. */
  readonly evidence: Evidence;
}

/** Everything a tool call says about what it would do. */
export interface EffectReading {
  /** In the order in which they were read; empty only for a call that does nothing. */
  readonly effects: readonly Effect[];
  /** Hard findings of the reading itself: a secret on its way to the network, a download run as code, unreadable text. */
  readonly findings: readonly Finding[];
  /** Every command that would run, carriers unwrapped; empty for tools that run none. */
  readonly commands: readonly ReadCommand[];
}
