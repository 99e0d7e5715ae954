import type { Effect, RiskAssessment } from '@sentinel-agentos/core';
import { factorsOf, LARGEST_CENTS } from './risk-scales.js';

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
  let worst = -1;
  let decisive = -1;
  for (const [index, effect] of effects.entries()) {
    const product = productOf(effect, errorRateOf(effect));
    if (product > worst) {
      worst = product;
      decisive = index;
    }
  }
  const effect = effects[decisive];
  if (effect === undefined) return NO_EFFECT;

  // At most 3000 · 1000 · 3000 · 2000 = 1.8e13: exact in a double, and so is the floor of the quotient.
  const cents = Math.floor((worst + CENT / 2) / CENT);
  const { impact, reversibility, sensitivity } = factorsOf(effect);
  return {
    score: cents / 100,
    score100: Math.min(100, Math.floor((200 * cents + LARGEST_CENTS) / (2 * LARGEST_CENTS))),
    dimensions: {
      impact: impact / 1000,
      reversibility: reversibility / 1000,
      sensitivity: sensitivity / 1000,
      errorRate: errorRateOf(effect) / 1000,
    },
    decisiveEffect: decisive,
  };
}

function productOf(effect: Effect, errorRate: number): number {
  const { impact, reversibility, sensitivity } = factorsOf(effect);
  return impact * (1000 - reversibility) * sensitivity * (1000 + errorRate);
}
