import type { Effect, Finding, ToolCall, Uncovered } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import type { EffectReading } from '../effects/effect-reading.js';
import { STATE_REASON } from '../snapshot/target-limits.js';
import type { SnapshotCoverage } from '../snapshot/snapshot-coverage.js';

/** What a reading says under the condition that a snapshot is taken, or under none. */
export type ReadWith = (snapshotsTaken: boolean) => EffectReading;

const MOST_SHOWN = 200;

/**
 * Reads a call as one that can be undone, and asks whether a snapshot would hold what it deletes. Where it would
 * not, the call is read as one that can't be undone, and a finding says why. A deletion that would take the guard's
 * own records along needs a person.
 */
export function readRelying(call: ToolCall, read: ReadWith, coverage: SnapshotCoverage): EffectReading {
  const covered = read(true);
  if (!covered.effects.some(relies)) return covered;
  const uncovered = coverage(call, covered.effects);
  if (uncovered.length === 0) return covered;
  const plain = read(false);
  const first = uncovered.find(({ reason }) => reason !== STATE_REASON);
  const state = uncovered.find(({ reason }) => reason === STATE_REASON);
  const findings = [
    ...plain.findings,
    ...(first === undefined ? [] : [uncoveredFinding(first)]),
    ...(state === undefined ? [] : [stateFinding(state)]),
  ];
  return Object.freeze({ ...plain, findings });
}

/** Looks once for calls that delete the same in the same folder. For the time of one question only: disks change. */
export function rememberCoverage(coverage: SnapshotCoverage): SnapshotCoverage {
  const known = new Map<string, readonly Uncovered[]>();
  return (call, effects) => {
    const deleted = effects
      .filter(({ verb }) => verb.startsWith('fs.'))
      .map(({ verb, target }) => verb + target);
    const key = JSON.stringify([call.cwd, ...deleted.sort()]);
    const found = known.get(key) ?? coverage(call, effects);
    known.set(key, found);
    return found;
  };
}

/** What builds make again is as easy to undo without a snapshot. */
function relies({ verb, scope, reversibility, sensitivity }: Effect): boolean {
  const isUndone = reversibility === 'easy' && sensitivity !== 'public';
  return verb === 'fs.delete' && scope === 'workspace' && isUndone;
}

function uncoveredFinding({ path, reason }: Uncovered): Finding {
  const what = displayText(path, MOST_SHOWN);
  const why = displayText(reason, MOST_SHOWN);
  return {
    gate: 'risk',
    rule: 'risk.uncovered',
    floor: 'auto',
    message: {
      en: `No undo, ${why}: ${what}`,
      zh: `无法还原，${why}：${what}`,
    },
  };
}

function stateFinding({ path }: Uncovered): Finding {
  const what = displayText(path, MOST_SHOWN);
  return {
    gate: 'rules',
    rule: 'state.taken-along',
    floor: 'confirm',
    message: {
      en: `The records and snapshots of the guard itself would be deleted along with the rest (${what})`,
      zh: `防护系统自身的记录与快照将被一并删除（${what}）`,
    },
  };
}
