import type { Effect, Finding } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';

/** A call that was refused earlier in the same session. */
export interface EarlierRefusal {
  /** `deny` when the guard denied it, `confirm` when a person declined it. */
  readonly floor: 'confirm' | 'deny';
  readonly callId: string;
  readonly tool: string;
  /** Digest of the policy under which it was refused. Another policy may see it differently. */
  readonly policy: string;
}

const MAX_NAME = 40;
const MAX_TARGET = 60;

/** Says that a call would do again what was refused before. */
export function variantFinding(effect: Effect, { floor, callId, tool }: EarlierRefusal): Finding {
  const call = `${displayText(callId, MAX_NAME)} (${displayText(tool, MAX_NAME)})`;
  const callZh = `${displayText(callId, MAX_NAME)}（${displayText(tool, MAX_NAME)}）`;
  const what = `${effect.verb} ${displayText(effect.target, MAX_TARGET)}`.trim();
  return {
    gate: 'policy',
    rule: 'variant.refused',
    floor,
    field: effect.evidence.param,
    message:
      floor === 'deny'
        ? {
            en: `This would do again what call ${call} was denied for: ${what}`,
            zh: `此调用会再次执行已被拒绝的操作，见调用 ${callZh}：${what}`,
          }
        : {
            en: `This would do again what a person declined in call ${call}: ${what}`,
            zh: `此调用会再次执行用户已否决的操作，见调用 ${callZh}：${what}`,
          },
    evidence: effect.evidence,
  };
}
