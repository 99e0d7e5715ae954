import type { Effect, EffectVerb } from '@sentinel-agentos/core';

/** What carries words of the call to somebody else. */
const SENDS: ReadonlySet<EffectVerb> = new Set([
  'net.send',
  'net.fetch',
  'message.send',
  'vcs.push',
  'vcs.rewrite',
  'pkg.publish',
  'db.mutate',
  'unknown',
]);

/** Where a call sends something outside of this machine, each place once; empty when it stays inside. */
export function outsideDestinations(effects: readonly Effect[], tool: string): readonly string[] {
  const outside = effects.filter(({ verb, remote }) => remote && SENDS.has(verb));
  return [...new Set(outside.map(({ target }) => (target === '' ? tool : target)))];
}
