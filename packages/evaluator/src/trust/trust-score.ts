import { bandOf, RISK_UNIT, riskUnits, type Band } from './band.js';
import { gradeOf, type Grade } from '../statistics/grade.js';
import type { AxisLosses } from './axes.js';

/** What trust comes to. All read-outs of two integers. */
export interface TrustScore {
  /** The risk R(t), 0…1: the larger of the two below. */
  readonly r: number;
  /** `1 − (BASELINE + NORM + (1 − STABILITY) + META_CONTROL) / 4`, as published. */
  readonly rAverage: number;
  /** What critical events raised and clean turns halve. */
  readonly rPeak: number;
  /** `round(100 · (1 − R), 2)`. */
  readonly pScore: number;
  /** Of the P-score: A from 80, B from 60, C from 40, D from 20, else E. */
  readonly grade: Grade;
  readonly band: Band;
}

/** What a risk is computed from, in whole ten-thousandths. */
export interface TrustMeasure {
  readonly losses: AxisLosses;
  readonly peak: number;
}

/** The published average of the axes, in quarters of a ten-thousandth: the sum of what the four have lost. */
function averageUnits({ baseline, norm, stability, metaControl }: AxisLosses): number {
  return baseline + norm + stability + metaControl;
}

/** The risk, in quarters of a ten-thousandth: a whole number from 0 to 40,000. */
export function riskOf({ losses, peak }: TrustMeasure): number {
  return Math.max(averageUnits(losses), 4 * peak);
}

/** Every read-out of the measure. No float decides a band or a grade. */
export function scoreTrust(measure: TrustMeasure): TrustScore {
  const risk = riskOf(measure);
  const pScore = Math.round((RISK_UNIT - risk) / 4) / 100;
  return {
    r: risk / RISK_UNIT,
    rAverage: averageUnits(measure.losses) / RISK_UNIT,
    rPeak: (4 * measure.peak) / RISK_UNIT,
    pScore,
    grade: gradeOf(pScore),
    band: bandOf(risk),
  };
}

/** Whether the risk has reached a threshold of 0…1. The threshold itself counts; 0.7499 is not 0.75. */
export function reaches(measure: TrustMeasure, threshold: number): boolean {
  return riskOf(measure) >= riskUnits(threshold);
}
