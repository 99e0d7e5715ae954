import type { LocalizedText } from '@sentinel-agentos/core';
import { shareOf, UNIT } from './units.js';

/** What trust is measured on. */
export type Axis = 'baseline' | 'norm' | 'stability' | 'metaControl';

export const AXIS_NAMES: readonly Axis[] = Object.freeze(['baseline', 'norm', 'stability', 'metaControl']);

/** What each axis says. Three count down from 1 as trust is lost; stability counts up from 0. */
export const AXIS_MEANINGS: Readonly<Record<Axis, LocalizedText>> = Object.freeze({
  baseline: {
    en: 'Integrity of what the agent stands on: its own records, rules and rollbacks. 1 is intact.',
    zh: '代理所依赖基础的完整性：自身的记录、规则与回滚。1 表示完好。',
  },
  norm: {
    en: 'Keeping to ordinary conduct: the user is consulted, no risky chains, no leaks. 1 is ordinary.',
    zh: '行为是否合乎常规：征询用户、无危险调用链、无泄露。1 表示正常。',
  },
  stability: {
    en: 'Drift away from how this agent worked before. 0 is none; higher means more drift.',
    zh: '偏离该代理以往工作方式的程度。0 表示无漂移；数值越高，漂移越大。',
  },
  metaControl: {
    en: 'Staying under control: not driven by injected text, no multiplying helpers, a refusal is taken. 1 is under control.',
    zh: '是否处于受控状态：不受注入文本驱使、不滥生子代理、接受拒绝。1 表示受控。',
  },
});

/** How much of each axis is lost, in whole ten-thousandths: 0 is nothing. For stability, the drift itself. */
export type AxisLosses = Readonly<Record<Axis, number>>;

export const NO_LOSSES: AxisLosses = Object.freeze({ baseline: 0, norm: 0, stability: 0, metaControl: 0 });

/** The axes as they are published, each 0…1: `(1, 1, 0, 1)` where nothing is lost. */
export type Axes = Readonly<Record<Axis, number>>;

export function axesOf(losses: AxisLosses): Axes {
  return {
    baseline: shareOf(UNIT - losses.baseline),
    norm: shareOf(UNIT - losses.norm),
    stability: shareOf(losses.stability),
    metaControl: shareOf(UNIT - losses.metaControl),
  };
}

/** The losses after one more on one axis. No axis loses more than all of it. */
export function loseOn(losses: AxisLosses, axis: Axis, units: number): AxisLosses {
  return { ...losses, [axis]: Math.min(UNIT, losses[axis] + units) };
}
