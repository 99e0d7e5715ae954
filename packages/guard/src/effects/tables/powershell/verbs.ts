import { shape, type EffectShape } from '../../effect-shape.js';

/** Stands for verbs that only look, compute or show. */
export const NO_CONSEQUENCE = null;

/** As much as is known of a program that nobody knows. */
const CHANGES = shape('process.spawn', 'workspace', 'hard', 'normal');
const LOSES = shape('unknown', 'host', 'hard', 'sensitive');
const RUNS = shape('unknown', 'host', 'partial', 'normal');

const KINDS: readonly (readonly [EffectShape | null, string])[] = [
  [
    NO_CONSEQUENCE,
    'get test select measure where format converto convertfrom convertto convert compare find show resolve split join sort group out write read search trace wait watch use assert should skip step debug ping confirm receive describe',
  ],
  [
    CHANGES,
    'set add new enable register update rename move copy push publish edit install mount grant approve unblock unlock merge optimize protect unprotect repair restore resume save sync export import backup checkpoint compress expand switch limit lock request submit send connect enter exit redo complete deploy open close start restart',
  ],
  [
    LOSES,
    'remove clear reset uninstall disable stop revoke unregister dismount initialize suspend block deny hide unpublish disconnect delete erase destroy kill',
  ],
  [RUNS, 'invoke'],
];

/** What a cmdlet does by its verb; a verb that is missing says nothing. */
export const VERBS: ReadonlyMap<string, EffectShape | null> = new Map(
  KINDS.flatMap(([kind, verbs]) =>
    verbs.split(' ').map((verb): [string, EffectShape | null] => [verb, kind]),
  ),
);
