import type { Evidence } from '@sentinel-agentos/core';
import type { EffectSink } from '../effect-sink.js';

/** A sink that changes what goes into another one, and is that one in all else. */
export function sinkOver(
  sink: EffectSink,
  own: Partial<Pick<EffectSink, 'effect' | 'given' | 'finding' | 'command'>>,
): EffectSink {
  return Object.assign(Object.create(sink) as EffectSink, own);
}

/** A sink for a call inside a call: evidence points into the outer call's parameters. */
export function prefixedSink(sink: EffectSink, at: (evidence: Evidence) => Evidence): EffectSink {
  return sinkOver(sink, {
    effect: (shape, target, evidence): void => sink.effect(shape, target, at(evidence)),
    given: (effect): void => sink.given({ ...effect, evidence: at(effect.evidence) }),
    finding: (rule, evidence, detail): void => sink.finding(rule, at(evidence), detail),
    command: (command): void => sink.command({ ...command, evidence: at(command.evidence) }),
  });
}
