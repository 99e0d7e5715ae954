import type { Action, Decision, Effect, Evidence, Finding } from '@sentinel-agentos/core';

const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };
/** Rules about the place that a call touches. What they stop is the touching, however small its score. */
const ABOUT_PLACES =
  /^(?:schema\.path(?:Scope|Allow|Deny)|rules\.(?:sensitive|protected)Files\..*|state\.protected|path\..*)$/u;
const ABOUT_SENDING = /^flow\.(?:secret|credential)-to-network$/u;
const ABOUT_COMMANDS = /^rules\.(?:dangerous|warning)\./u;
const ON_PLACES = /^(?:fs\.|secret\.read$)/u;

/**
 * The effects that a refusal was about, where `bandOf` tells what the score of one effect alone asks for: those whose own score asks for what happened to the call, and those that
 * a finding of that weight points at. What merely stood in the same call was not refused: after `npm test && git
 * push --force`, the tests may still run. Findings about the form of a call (a missing parameter, text nobody can
 * read, an odd environment) point at no effect: the same thing said properly may pass.
 */
export function refusedEffects(
  decision: Pick<Decision, 'action' | 'effects' | 'findings'>,
  bandOf: (effect: Effect) => Action,
): readonly Effect[] {
  const { effects, findings } = decision;
  const level = decision.action === 'deny' ? SEVERITY.deny : SEVERITY.confirm;
  const weighty = findings.filter(({ floor }) => SEVERITY[floor] >= level);
  return effects.filter((effect) => {
    const band = bandOf(effect);
    return SEVERITY[band] >= level || weighty.some((finding) => pointsAt(finding, effect, band));
  });
}

function pointsAt(finding: Finding, effect: Effect, band: Action): boolean {
  const { rule } = finding;
  if (!isAt(finding, effect.evidence)) return false;
  if (ABOUT_PLACES.test(rule)) return ON_PLACES.test(effect.verb);
  if (ABOUT_SENDING.test(rule)) return effect.verb === 'net.send';
  return ABOUT_COMMANDS.test(rule) && band !== 'auto';
}

/** A finding of the schema names a parameter, all others a span. */
function isAt({ evidence, field }: Finding, at: Evidence): boolean {
  if (evidence !== undefined) {
    return evidence.param === at.param && at.start < evidence.end && evidence.start < at.end;
  }
  return field !== undefined && (at.param === field || at.param.startsWith(`${field}.`));
}
