/** Confidence of a rule said once. */
export const FIRST_CONFIDENCE = 0.5;

/** What a rule said again and again comes near to. */
const HIGHEST_CONFIDENCE = 0.85;

/** What a rule that nobody uses comes down to. */
export const LOWEST_CONFIDENCE = 0.1;

const DECAY = 0.05;

/** Half the way to 0.85: 0.5, 0.675, 0.7625 … */
export function reinforced(confidence: number): number {
  return round(Math.max(confidence, confidence + (HIGHEST_CONFIDENCE - confidence) / 2));
}

/** 0.05 less, at least 0.1. */
export function decayed(confidence: number): number {
  return round(Math.max(LOWEST_CONFIDENCE, confidence - DECAY));
}

/** To a millionth, so that sums of binary fractions print as people write them. */
function round(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}
