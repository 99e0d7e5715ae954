import type { LocalizedText } from '@sentinel-agentos/core';
import { UNIT } from './units.js';

/** How a session may work, from trusted to stopped. */
export type Band = 'Normal' | 'Caution' | 'Alert' | 'Critical' | 'Halt';

/** Risks are compared in quarters of a ten-thousandth: the mean of four axes is a whole number of them. */
export const RISK_UNIT: number = 4 * UNIT;

/** Where each band but the lowest begins, as a risk, the highest first; a boundary belongs to the upper band. */
export const BAND_BEGINNINGS: readonly (readonly [Band, number])[] = [
  ['Halt', 0.75],
  ['Critical', 0.5],
  ['Alert', 0.3],
  ['Caution', 0.15],
];

const BOUNDS = BAND_BEGINNINGS.map(([band, risk]) => ({ band, from: riskUnits(risk) }));

/** The bands as people read them. */
export const BAND_NAMES: Readonly<Record<Band, LocalizedText>> = Object.freeze({
  Normal: { en: 'Normal', zh: '正常' },
  Caution: { en: 'Caution', zh: '注意' },
  Alert: { en: 'Alert', zh: '警戒' },
  Critical: { en: 'Critical', zh: '危急' },
  Halt: { en: 'Halt', zh: '停机' },
});

/** A risk of 0…1 in quarters of a ten-thousandth, rounded. */
export function riskUnits(risk: number): number {
  return Math.round(risk * RISK_UNIT);
}

/** The band of a risk in quarters of a ten-thousandth. */
export function bandOf(riskInUnits: number): Band {
  return BOUNDS.find(({ from }) => riskInUnits >= from)?.band ?? 'Normal';
}
