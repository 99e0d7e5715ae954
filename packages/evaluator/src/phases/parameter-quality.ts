import type { Decision, Params, ParamValue } from '@sentinel-agentos/core';

/** How well the parameters of a call were filled in. */
export interface ParameterQuality {
  /** 0–100; null when there are no parameters to judge. */
  readonly score: number | null;
  /** What cost points, in plain English, with the parameter's path. */
  readonly observations: readonly string[];
}

const SCHEMA_COST = 25;
const PLACEHOLDER_COST = 25;
const BLANK_COST = 10;
const MAX_VALUES = 500;
const MAX_DEPTH = 6;
const MAX_OBSERVATIONS = 20;

/** Texts that stand where a value should: left-overs of a template, not something a caller means. */
const PLACEHOLDER =
  /^(?:<[^<>]{1,60}>|\{\{[^{}]{1,60}\}\}|todo|tbd|fixme|x{3,}|\.{3}|undefined|\[object object\]|\/?path\/to\/\S{0,100}|your[-_]\S{1,60})$/i;

interface Leaf {
  readonly path: string;
  readonly value: ParamValue;
}

function* leaves(value: ParamValue, path: string, depth: number): Generator<Leaf> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || depth > MAX_DEPTH) {
    yield { path, value };
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    yield* leaves(member, path === '' ? key.slice(0, 60) : `${path}.${key.slice(0, 60)}`, depth + 1);
  }
}

/**
 * Starts at 100 and takes 25 for every finding of the schema gate, 25 for every placeholder and 10 for every
 * blank text, not below 0. Secret parameters are not looked at.
 */
export function scoreParameters(params: Params, decision: Decision): ParameterQuality {
  const observations = decision.findings
    .filter(({ gate }) => gate === 'schema')
    .map(({ field, rule }) => `${field ?? 'call'}: ${rule}`);
  let score = 100 - SCHEMA_COST * observations.length;
  let seen = 0;
  for (const [name, top] of Object.entries(params)) {
    if (decision.secretParams.includes(name)) continue;
    for (const { path, value } of leaves(top, name.slice(0, 60), 0)) {
      seen += 1;
      if (seen > MAX_VALUES) break;
      if (typeof value !== 'string' || value.length > 200) continue;
      const text = value.trim();
      if (text === '') {
        score -= BLANK_COST;
        observations.push(`${path}: blank`);
      } else if (PLACEHOLDER.test(text)) {
        score -= PLACEHOLDER_COST;
        observations.push(`${path}: placeholder`);
      }
    }
  }
  if (seen === 0 && observations.length === 0) return { score: null, observations };
  return { score: Math.max(0, score), observations: observations.slice(0, MAX_OBSERVATIONS) };
}
