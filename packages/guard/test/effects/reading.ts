import type { Effect, Params } from '@sentinel-agentos/core';
import type { EffectReading } from '../../src/effects/effect-reading.js';
import { readEffects } from '../../src/effects/read-effects.js';
import type { World } from '../../src/effects/world.js';
import { createFixedFileFacts, type FixedFiles } from '../../src/facts/fixed-file-facts.js';

const IMPACT: Record<Effect['scope'], number> = { none: 0, process: 0.5, workspace: 1, shared: 2, host: 3 };
const UNDO: Record<Effect['reversibility'], number> = {
  irreversible: 0,
  hard: 0.2,
  partial: 0.5,
  easy: 0.8,
  pure: 1,
};
const WORTH: Record<Effect['sensitivity'], number> = { public: 0.3, normal: 0.9, sensitive: 2, critical: 3 };

function errorRate({ verb, scope }: Effect): number {
  if (verb === 'fs.delete') return scope === 'host' ? 0.02 : 0.1;
  if (['fs.read', 'secret.read', 'db.read'].includes(verb)) return 0.01;
  if (['process.spawn', 'process.kill', 'unknown'].includes(verb)) return 0.02;
  if (['fs.write', 'fs.chmod', 'code.exec', 'vcs.write'].includes(verb)) return 0.05;
  if (verb === 'privilege.gain') return 0.18;
  return verb === 'db.mutate' || verb === 'infra.destroy' ? 0.1 : 0.08;
}

/** The formula of the reference documents, written a second time so that it can be compared. */
function score(effect: Effect): number {
  const exact =
    IMPACT[effect.scope] *
    (1 - UNDO[effect.reversibility]) *
    WORTH[effect.sensitivity] *
    (1 + errorRate(effect));
  return Math.floor(exact * 100 + 0.5 + 1e-9) / 100;
}

/** A world that is the same on every machine. */
export function world(files: FixedFiles = {}): World {
  const facts = createFixedFileFacts({
    home: '/home/user',
    files: {
      '/etc/passwd': 'file',
      '/usr/bin/env': 'file',
      '/proj/app/src/main.ts': 'file',
      '/home/user/notes.txt': 'file',
      ...files,
    },
  });
  return { workspaceRoot: '/proj/app', stateDir: '/proj/app/.agentos', facts };
}

export function readCall(tool: string, params: Record<string, unknown>, files?: FixedFiles): EffectReading {
  return readEffects(
    {
      id: 'call',
      tool,
      params: params as Params,
      sessionId: 's',
      agentId: 'a',
      cwd: '/proj/app',
      claims: [],
    },
    world(files),
  );
}

export function read(command: string, files?: FixedFiles): EffectReading {
  return readCall('exec', { command }, files);
}

export function worst(reading: EffectReading): Effect | null {
  return reading.effects.reduce<Effect | null>(
    (best, effect) => (best === null || score(effect) > score(best) ? effect : best),
    null,
  );
}

/** `verb scope reversibility sensitivity` of the worst effect, `none` without one. */
export function shapeOf(reading: EffectReading): string {
  const effect = worst(reading);
  return effect === null
    ? 'none'
    : `${effect.verb} ${effect.scope} ${effect.reversibility} ${effect.sensitivity}`;
}

export function riskOf(reading: EffectReading): number {
  const effect = worst(reading);
  return effect === null ? 0 : score(effect);
}

export function rulesOf(reading: EffectReading): readonly string[] {
  return reading.findings.map((finding) => finding.rule);
}

export type Level = 'auto' | 'notify' | 'confirm' | 'deny';
export const LEVELS: readonly Level[] = ['auto', 'notify', 'confirm', 'deny'];

/** What the default bands and the floors of the findings make of a reading. */
export function levelOf(reading: EffectReading): Level {
  const risk = riskOf(reading);
  const banded = risk > 8 ? 3 : risk > 1 ? 2 : risk > 0.5 ? 1 : 0;
  const floors = reading.findings.map((finding) => LEVELS.indexOf(finding.floor));
  return LEVELS[Math.max(banded, ...floors)] ?? 'deny';
}

/** Whether a reading would let the command run without asking anybody. */
export function passes(command: string, files?: FixedFiles): boolean {
  const level = levelOf(read(command, files));
  return level === 'auto' || level === 'notify';
}
