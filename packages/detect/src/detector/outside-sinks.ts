import type { Effect, EffectVerb } from '@sentinel-agentos/core';

/** A place that words of a call go to. */
export interface CallSink {
  readonly destination: string;
  /**
   * `sends`: outside of this machine. `names`: outside, but only names and questions go there, which nobody is asked
   * about as long as they hold no secret. `unknown`: nobody knows where.
   */
  readonly kind: 'sends' | 'names' | 'unknown';
  /** Who only uses a credential there: the client of a `database` logs in, a `program` reads its variables. */
  readonly user: 'database' | 'program' | null;
}

const SENDS: ReadonlySet<EffectVerb> = new Set([
  'net.send',
  'net.fetch',
  'message.send',
  'vcs.push',
  'vcs.rewrite',
  'pkg.publish',
  'db.mutate',
]);
/** An address among the words of a target; a path that was made of one has lost a slash. */
const ADDRESS = /(?:^|[\s/+])(?:https?|wss?|git|ssh|ftp):\/{1,2}[^\s/]/i;

const SERVED = /^mcp__/i;

/** Where words of a call go, each place once; empty when all of it stays inside. */
export function sinksOf(effects: readonly Effect[], tool: string): readonly CallSink[] {
  // A tool of another server, whatever it is called: its server gets what it is given.
  if (effects.length === 0 && SERVED.test(tool)) return [{ destination: tool, kind: 'unknown', user: null }];
  const sinks = new Map<string, CallSink>();
  const order = { sends: 2, names: 1, unknown: 0 } as const;
  for (const effect of effects) {
    const kind = kindOf(effect);
    if (kind === null) continue;
    const destination = effect.target === '' ? tool : effect.target;
    const known = sinks.get(destination);
    if (known === undefined || order[known.kind] < order[kind])
      sinks.set(destination, { destination, kind, user: userOf(effect, kind) });
  }
  return [...sinks.values()];
}

function kindOf(effect: Effect): CallSink['kind'] | null {
  const { verb, scope, reversibility, remote, target, evidence } = effect;
  const isElsewhere = remote || ADDRESS.test(target);
  if (verb === 'unknown') return 'unknown';
  if (verb === 'pkg.install') return 'names';
  if (verb === 'db.read') return remote ? 'names' : null;
  if (verb === 'vcs.write' || verb === 'code.exec') return isElsewhere ? 'names' : null;
  if (verb === 'process.spawn') {
    if (isElsewhere) return 'names';
    // A program that nobody knows, and a tool that starts one or another agent.
    return (scope === 'workspace' && reversibility === 'hard') || evidence.param === '' ? 'unknown' : null;
  }
  if (!remote || !SENDS.has(verb)) return null;
  // A question to a name server.
  return verb === 'net.fetch' && scope === 'none' ? 'names' : 'sends';
}

function userOf({ verb }: Effect, kind: CallSink['kind']): CallSink['user'] {
  if (verb === 'db.read' || verb === 'db.mutate') return 'database';
  return kind === 'unknown' || verb === 'pkg.install' ? 'program' : null;
}
