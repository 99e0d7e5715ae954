import type { Effect, RiskAssessment } from '@sentinel-agentos/core';
import { LARGEST_CENTS, riskScales } from './risk-scales.js';

/** Says how often such an effect fails, in thousandths from 0 to 1000. */
export type ErrorRateOf = (effect: Effect) => number;

const NO_EFFECT: RiskAssessment = Object.freeze({
  score: 0,
  score100: 0,
  dimensions: Object.freeze({ impact: 0, reversibility: 1, sensitivity: 0.3, errorRate: 0 }),
  decisiveEffect: -1,
});

/** Thousandths multiplied four times; a hundredth of a point is this many of them. */
const CENT = 1e10;

/**
 * The risk of a call: `impact × (1 − reversibility) × sensitivity × (1 + error rate)` of its worst effect,
 * computed in integers and rounded half up to two decimals. Of equally bad effects the first decides.
 * A call without effects scores 0. Pure.
 */
export function assessRisk(effects: readonly Effect[], errorRateOf: ErrorRateOf): RiskAssessment {
  let worst: { readonly product: number; readonly index: number; readonly errorRate: number } | null = null;
  for (const [index, effect] of effects.entries()) {
    const errorRate = errorRateOf(effect);
    const product = productOf(effect, errorRate);
    if (worst === null || product > worst.product) worst = { product, index, errorRate };
  }
  const effect = worst === null ? undefined : effects[worst.index];
  if (worst === null || effect === undefined) return NO_EFFECT;

  // At most 3000 · 1000 · 3000 · 2000 = 1.8e13: exact in a double, and so is the floor of the quotient.
  const cents = Math.floor((worst.product + CENT / 2) / CENT);
  return {
    score: cents / 100,
    score100: Math.min(100, Math.floor((200 * cents + LARGEST_CENTS) / (2 * LARGEST_CENTS))),
    dimensions: {
      impact: riskScales.impact[effect.scope] / 1000,
      reversibility: riskScales.reversibility[effect.reversibility] / 1000,
      sensitivity: riskScales.sensitivity[effect.sensitivity] / 1000,
      errorRate: worst.errorRate / 1000,
    },
    decisiveEffect: worst.index,
  };
}

function productOf(effect: Effect, errorRate: number): number {
  return (
    riskScales.impact[effect.scope] *
    (1000 - riskScales.reversibility[effect.reversibility]) *
    riskScales.sensitivity[effect.sensitivity] *
    (1000 + errorRate)
  );
}
