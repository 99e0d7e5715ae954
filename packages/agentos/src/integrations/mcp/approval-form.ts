import { isObject } from './message.js';
import type { Decision, Language } from '@sentinel-agentos/core';

/** What a person can read before they answer. What is beyond is counted. */
const MOST_SHOWN = 4000;
/** What a client's window would act on, or what could make one text look like another. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** What a person is asked about, without its secrets. */
export interface AskedCall {
  readonly tool: string;
  readonly params: unknown;
}

/** The parameters of an elicitation that asks for an approval. Nothing in the call can pose as the question. */
export function approvalForm(call: AskedCall, decision: Decision, language: Language): object {
  const safer = decision.safer?.[language];
  const params = shown(JSON.stringify(call.params));
  const { score, score100 } = decision.risk;
  const lines = {
    en: [
      `Sentinel asks: may ${shown(call.tool)} run?`,
      `Why: ${shown(decision.reason.en)}`,
      `Risk: ${score} (${score100} of 100)${decision.strict ? ', strict' : ''}`,
      ...(safer === undefined ? [] : [`Safer: ${shown(safer)}`]),
      `Parameters: ${params}`,
    ],
    zh: [
      `Sentinel 询问：是否允许 ${shown(call.tool)} 运行？`,
      `原因：${shown(decision.reason.zh)}`,
      `风险：${score}（${score100}/100）${decision.strict ? '，严格' : ''}`,
      ...(safer === undefined ? [] : [`更安全的做法：${shown(safer)}`]),
      `参数：${params}`,
    ],
  }[language];
  const title = { en: 'Allow this call', zh: '允许此调用' }[language];
  return {
    message: lines.join('\n'),
    requestedSchema: {
      type: 'object',
      properties: { allow: { type: 'boolean', title, default: false } },
      required: ['allow'],
    },
  };
}

/** Whether the result of an elicitation is a yes: accepted, and the choice made. */
export function isYes(result: unknown): boolean {
  if (!isObject(result) || result['action'] !== 'accept') return false;
  const { content } = result;
  return isObject(content) && content['allow'] === true;
}

function shown(text: string): string {
  const plain = text.replaceAll(HOSTILE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}… (+${plain.length - MOST_SHOWN})` : plain;
}
