import type { Evidence } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import type { Reading } from './shell-state.js';

const UNREAD = shape('unknown', 'host', 'partial', 'normal');

/**
 * Takes from what one reading may still evaluate. False when nothing is left: the reading says so and stops where it
 * is, however many loops, functions and texts stand around it.
 */
export function spend(reading: Reading, cost: number, at: Evidence): boolean {
  reading.parts -= cost;
  if (reading.parts > 0) return true;
  reading.sink.finding('shell.too-large', at);
  reading.sink.effect(UNREAD, '', at);
  return false;
}
