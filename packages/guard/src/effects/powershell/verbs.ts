import { shape } from '../effect-shape.js';
import { NO_CONSEQUENCE, VERBS } from '../tables/powershell/verbs.js';
import { Taint, unknownData } from '../shell/data.js';
import type { GivenArgument, PipeInput, Session } from './session.js';
import { taintOf, type Value } from './value.js';

const UNKNOWN_CMDLET = shape('process.spawn', 'workspace', 'hard', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');

/** A cmdlet that no table knows: PowerShell's approved verbs say what kind of thing it does. */
export function readByVerb(
  name: string,
  args: readonly GivenArgument[],
  session: Session,
  input: PipeInput,
): readonly Value[] {
  const { sink } = session.shell.reading;
  const values = args.map((arg) => arg.value ?? arg.raw);
  for (const value of values) if (value.block !== undefined) session.engine.block(value.block, session);
  const taint = (taintOf(values) | taintOf(input.values)) & ~Taint.unset;
  if (args.some((arg) => arg.name?.toLowerCase() === 'whatif' && arg.value === null)) return [];
  const verb = name.slice(0, name.indexOf('-'));
  const kind = VERBS.get(verb);
  if (kind === undefined) {
    sink.effect(UNKNOWN_CMDLET, name, session.evidence);
  } else if (kind !== NO_CONSEQUENCE) {
    sink.effect(kind, name, session.evidence);
    // What it takes away, or runs, nobody can say.
    if (kind.verb === 'unknown') sink.finding('shell.foreign-syntax', session.evidence, name);
  } else if (/^get-.*(?:password|secret|credential(?!$))/.test(name)) {
    sink.effect(SECRET, name, session.evidence);
  }
  return [unknownData(taint)];
}
