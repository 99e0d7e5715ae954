import { expect, it } from 'vitest';
import { GATE_MATRIX } from '../../src/trust/gate-matrix.js';

it.each([
  ['S4-49', 'Normal', 'allow', 'allow', 'allow'],
  ['S4-50', 'Caution', 'confirm', 'allow', 'allow'],
  ['S4-51', 'Alert', 'confirm', 'allow', 'allow'],
  ['S4-52', 'Critical', 'block', 'confirm', 'allow'],
  ['S4-53', 'Halt', 'block', 'block', 'block'],
] as const)(
  '[%s] in the band %s a call of the class HIGH is answered %s, MEDIUM %s, LOW %s',
  (_row, band, high, medium, low) => {
    expect(GATE_MATRIX[band]).toEqual({ HIGH: high, MEDIUM: medium, LOW: low });
  },
);

it('[S4-49] [S4-50] [S4-51] [S4-52] [S4-53] the matrix has fifteen cells and cannot be changed', () => {
  const rows = Object.values(GATE_MATRIX);
  expect(rows.flatMap((row) => Object.values(row))).toHaveLength(15);
  expect([GATE_MATRIX, ...rows].every((each) => Object.isFrozen(each))).toBe(true);
});
