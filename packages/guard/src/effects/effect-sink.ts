import type { Effect, Evidence, Finding } from '@sentinel-agentos/core';
import type { EffectReading, ReadCommand } from './effect-reading.js';
import type { EffectShape } from './effect-shape.js';
import { hardFinding, type HardRule } from './hard-findings.js';

/** More distinct effects than this in one call is no honest command; the rest is summed up as `unknown`. */
const MAX_EFFECTS = 256;
/** Grave ones are still taken then: padding in front of them hides nothing. */
const MAX_GRAVE = 64;
const MAX_TARGET = 1024;

/** Collects what one reading finds: each effect and finding once, in the order of the text. */
export interface EffectSink {
  effect(shape: EffectShape, target: string, evidence: Evidence): void;
  given(effect: Effect): void;
  finding(rule: HardRule, evidence: Evidence, detail?: string): void;
  command(command: ReadCommand): void;
  /** How many commands were read so far, and those read since. */
  readonly commandCount: number;
  commandsSince(mark: number): readonly ReadCommand[];
  /** How many effects there are so far: marks where those of an inner command begin. */
  readonly count: number;
  since(mark: number): readonly Effect[];
  reading(): EffectReading;
}

export function createEffectSink(): EffectSink {
  const effects: Effect[] = [];
  const findings: Finding[] = [];
  const commands: ReadCommand[] = [];
  const seen = new Set<string>();
  const once = (key: string): boolean => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const sink: EffectSink = {
    effect(shape, target, evidence) {
      if (effects.length >= MAX_EFFECTS) {
        sink.finding('shell.too-large', evidence);
        if (!isGrave(shape) || effects.length >= MAX_EFFECTS + MAX_GRAVE) return;
      }
      // A NUL stands for a part of the target that the text does not tell.
      const shown = target.slice(0, MAX_TARGET).replaceAll('\0', '…');
      const { verb, scope, reversibility, sensitivity, remote } = shape;
      if (!once(`${verb} ${scope} ${reversibility} ${sensitivity} ${shown}`)) return;
      effects.push(
        Object.freeze({ verb, target: shown, scope, reversibility, sensitivity, remote, evidence }),
      );
    },
    given(effect) {
      effects.push(effect);
    },
    finding(rule, evidence, detail) {
      if (once(`! ${rule} ${detail ?? ''}`)) findings.push(hardFinding(rule, evidence, detail));
    },
    command(command) {
      if (commands.length < MAX_EFFECTS) commands.push(command);
    },
    get commandCount() {
      return commands.length;
    },
    commandsSince: (mark) => commands.slice(mark),
    get count() {
      return effects.length;
    },
    since: (mark) => effects.slice(mark),
    reading: () => Object.freeze({ effects, findings, commands }),
  };
  return sink;
}

/** Whether an effect reaches beyond the workspace and can't be undone there. */
function isGrave({ scope, reversibility }: EffectShape): boolean {
  return (
    (scope === 'host' || scope === 'shared') && (reversibility === 'irreversible' || reversibility === 'hard')
  );
}
