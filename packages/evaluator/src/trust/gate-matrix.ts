import type { Band } from './band.js';
import type { ToolClass } from './tool-class.js';

/** What the gate says of a call. */
export type GateAnswer = 'allow' | 'confirm' | 'block';

/** The published matrix: what each band allows each class of tools. */
export const GATE_MATRIX: Readonly<Record<Band, Readonly<Record<ToolClass, GateAnswer>>>> = Object.freeze({
  Normal: Object.freeze({ HIGH: 'allow', MEDIUM: 'allow', LOW: 'allow' }),
  Caution: Object.freeze({ HIGH: 'confirm', MEDIUM: 'allow', LOW: 'allow' }),
  Alert: Object.freeze({ HIGH: 'confirm', MEDIUM: 'allow', LOW: 'allow' }),
  Critical: Object.freeze({ HIGH: 'block', MEDIUM: 'confirm', LOW: 'allow' }),
  Halt: Object.freeze({ HIGH: 'block', MEDIUM: 'block', LOW: 'block' }),
});
