import { expect, it } from 'vitest';
import { decayLosses, decayPeak, HALF_LIVES } from '../../src/trust/half-life.js';
import { AXIS_NAMES } from '../../src/trust/axes.js';
import { UNIT } from '../../src/trust/units.js';

const FULL = { baseline: UNIT, norm: UNIT, stability: UNIT, metaControl: UNIT };

it('half of a loss is forgotten in the turns that the table says, to a thousandth', () => {
  for (const axis of AXIS_NAMES) {
    let losses = FULL;
    for (let turn = 0; turn < HALF_LIVES[axis]; turn += 1) losses = decayLosses(losses);
    expect(losses[axis]).toBeGreaterThanOrEqual(UNIT / 2 - UNIT / 1000);
    expect(losses[axis]).toBeLessThanOrEqual(UNIT / 2);
  }
});

it('every loss and every peak is gone in the end', () => {
  let losses = FULL;
  let peak = UNIT;
  for (let turn = 0; turn < 200; turn += 1) {
    losses = decayLosses(losses);
    peak = decayPeak(peak);
  }
  expect([losses, peak]).toEqual([{ baseline: 0, norm: 0, stability: 0, metaControl: 0 }, 0]);
});
