import type { Action, Decision, Effect, Finding, RiskAssessment } from '@sentinel-agentos/core';
import { bandOf, type RiskThresholds } from '../risk/risk-thresholds.js';
import { explain } from './explanation.js';
import { reasonFor, riskText } from './reason.js';
import type { SchemaResult } from '../schema/schema-rule.js';

/** Everything the gates found out about one call. */
export interface GateResults {
  readonly schema: SchemaResult;
  /** Findings of the black lists. */
  readonly rules: readonly Finding[];
  /** Findings of the effect reader: hard rules that no list and no score lowers. */
  readonly reading: readonly Finding[];
  /** Findings about effects that were refused earlier in the session. */
  readonly variants?: readonly Finding[];
  /** Findings about the guard's own files. */
  readonly own: readonly Finding[];
  readonly effects: readonly Effect[];
  readonly risk: RiskAssessment;
  readonly thresholds: RiskThresholds;
  readonly digest: string;
  readonly secretParams: readonly string[];
}

const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };
const OWN_FILES = 'state.protected';

/**
 * Merges what the gates say into one decision: the most careful wins. An approval is strict when the score is
 * above the confirm threshold, or when the effect reader itself asks for one: it met something hidden or
 * roundabout, which must not be approved in advance. What a person declined before is asked for strictly too. Pure.
 */
export function decide(results: GateResults): Decision {
  const { risk, effects, digest, secretParams } = results;
  const band = bandOf(risk.score, results.thresholds);
  const findings = orderedFindings(results, band.action);
  const action = findings.reduce<Action>(
    (worst, { floor }) => (SEVERITY[floor] > SEVERITY[worst] ? floor : worst),
    band.action,
  );
  const asksForPerson = [...results.reading, ...(results.variants ?? [])];
  const strict =
    action === 'confirm' && (band.strict || asksForPerson.some(({ floor }) => floor === 'confirm'));
  const parts = {
    risk,
    findings,
    effects,
    reason: reasonFor(action, findings, risk),
    explanation: explain({ action, strict, risk, findings, effects }),
    digest,
    secretParams,
  };
  return Object.freeze(
    action === 'confirm' ? { action, strict, ...parts } : { action, strict: false, ...parts },
  );
}

/**
 * In the order in which a person wants to hear them. What concerns the guard's own files comes last: `rm -rf /`
 * would take them along too, but that is not what is wrong with it.
 */
function orderedFindings(results: GateResults, band: Action): readonly Finding[] {
  const schema = results.schema.errors.map(({ field, rule, message }): Finding => ({
    gate: 'schema',
    rule: `schema.${rule}`,
    floor: 'deny',
    field,
    message,
  }));
  const risk: readonly Finding[] =
    band === 'auto'
      ? []
      : [{ gate: 'risk', rule: 'risk.band', floor: band, message: riskText(results.risk, band) }];
  const variants = results.variants ?? [];
  const own = [...results.reading.filter(({ rule }) => rule === OWN_FILES), ...results.own];
  return Object.freeze([
    ...schema,
    ...results.rules,
    ...results.reading.filter(({ rule }) => rule !== OWN_FILES),
    // A person who is asked again wants to hear that first; a denial has better reasons than an earlier one.
    ...variants.filter(({ floor }) => floor === 'confirm'),
    ...risk,
    ...variants.filter(({ floor }) => floor === 'deny'),
    ...own.filter((finding, index) => own.findIndex((other) => samePlace(finding, other)) === index),
  ]);
}

function samePlace(left: Finding, right: Finding): boolean {
  return (
    left.floor === right.floor &&
    left.evidence?.param === right.evidence?.param &&
    left.evidence?.start === right.evidence?.start
  );
}
