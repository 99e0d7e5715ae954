import type { EffectSink } from '../effect-sink.js';

/** A sink that keeps nothing, for looking at what a file holds without saying that anybody is shown it. */
export const QUIET_SINK: EffectSink = Object.freeze({
  effect: () => undefined,
  given: () => undefined,
  finding: () => undefined,
  command: () => undefined,
  commandCount: 0,
  commandsSince: () => [],
  count: 0,
  since: () => [],
  reading: () => ({ effects: [], findings: [], commands: [] }),
});
