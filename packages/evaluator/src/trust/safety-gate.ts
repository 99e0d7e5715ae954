import type { Finding, LocalizedText } from '@sentinel-agentos/core';
import { BAND_NAMES, RISK_UNIT, type Band } from './band.js';
import { GATE_MATRIX } from './gate-matrix.js';
import { SPAWN_RULE } from './spawn-limit.js';
import { plainText } from '../report/plain-text.js';
import type { Halt } from './trust-state.js';
import type { ToolClass } from './tool-class.js';

/** A call as the gate sees it. */
export interface GatedCall {
  readonly tool: string;
  readonly toolClass: ToolClass;
  readonly band: Band;
  /** The risk R(t), 0…1. */
  readonly r: number;
}

/** The rule of the finding that refuses what a halted session asks for. */
export const HALTED_RULE = 'trust.halted';

const LONGEST_TOOL = 80;
const LONGEST_REASON = 200;

/**
 * What the matrix says of a call: nothing, or a reason to ask a person or to refuse. Pure.
 *
 * @param confirmTimeoutMs how long a person has to answer; only said here, kept by whoever asks.
 */
export function gateFinding(call: GatedCall, confirmTimeoutMs: number): Finding | null {
  switch (GATE_MATRIX[call.band][call.toolClass]) {
    case 'allow':
      return null;
    case 'confirm':
      return finding('trust.confirm', 'confirm', confirmText(call, confirmTimeoutMs));
    case 'block':
      return finding('trust.block', 'deny', blockText(call));
  }
}

/** What stops a session: who stopped it, and who stopped all. */
export interface Halts {
  readonly own: Halt | null;
  readonly all: Halt | null;
}

/** Refuses a call of a session that is halted, or of any where all are; null where nothing is. */
export function haltFinding({ own, all }: Halts): Finding | null {
  if (all !== null) return haltedFinding(all, 'all');
  return own === null ? null : haltedFinding(own, 'one');
}

function haltedFinding({ by, reason }: Halt, which: 'one' | 'all'): Finding {
  const [who, why] = [plainText(by, LONGEST_TOOL), plainText(reason, LONGEST_REASON)];
  if (which === 'all') {
    return finding(HALTED_RULE, 'deny', {
      en: `All sessions are halted (${who}: ${why}). No tool runs until a person resumes them`,
      zh: `所有会话已被停机（${who}：${why}）。在有人恢复之前，任何工具都不会运行`,
    });
  }
  return finding(HALTED_RULE, 'deny', {
    en: `This session is halted (${who}: ${why}). None of its tools run until a person resumes it`,
    zh: `此会话已被停机（${who}：${why}）。在有人恢复之前，其任何工具都不会运行`,
  });
}

/** Refuses to start one more helper. */
export function spawnFinding(tool: string, limit: number, windowMs: number): Finding {
  const name = plainText(tool, LONGEST_TOOL);
  const minutes = windowMs / 60_000;
  return finding(SPAWN_RULE, 'deny', {
    en: `${name} would start more than ${limit} agents in ${minutes} minutes`,
    zh: `${name} 将在 ${minutes} 分钟内启动超过 ${limit} 个代理`,
  });
}

/** Asks about a call of a session of which it is not known what happened before. */
export function unreadableFinding(tool: string, why: string): Finding {
  const [name, reason] = [plainText(tool, LONGEST_TOOL), plainText(why, LONGEST_REASON)];
  return finding('trust.unreadable', 'confirm', {
    en: `What happened to the trust in this session cannot be read, so ${name} needs an approval: ${reason}`,
    zh: `无法读取此会话的信任记录，因此 ${name} 需要确认：${reason}`,
  });
}

/** The risk with two decimals, cut and not rounded: what is shown as 0.15 has reached it. */
export function shownRisk(r: number): string {
  return (Math.floor(Math.round(r * RISK_UNIT) / (RISK_UNIT / 100)) / 100).toFixed(2);
}

function finding(rule: string, floor: 'confirm' | 'deny', message: LocalizedText): Finding {
  return { gate: 'trust', rule, floor, message };
}

function confirmText(call: GatedCall, timeoutMs: number): LocalizedText {
  const { en, zh } = situation(call);
  const seconds = timeoutMs / 1000;
  return {
    en: `Safety gate: confirmation required. ${en}. To allow: approve this call. Timeout: blocked after ${seconds} s`,
    zh: `安全门：需要确认。${zh}。如需放行：批准此调用。超时：${seconds} 秒后拦截`,
  };
}

function blockText(call: GatedCall): LocalizedText {
  const { en, zh } = situation(call);
  return {
    en: `Safety gate: blocked. ${en}. Trust comes back with turns in which nothing happens`,
    zh: `安全门：已拦截。${zh}。经过若干无异常的回合后，信任会恢复`,
  };
}

function situation({ tool, toolClass, band, r }: GatedCall): LocalizedText {
  const name = plainText(tool, LONGEST_TOOL);
  const risk = shownRisk(r);
  return {
    en: `Tool: ${name} | Risk: ${toolClass} | Mode: ${BAND_NAMES[band].en} (R(t)=${risk})`,
    zh: `工具：${name} | 风险：${toolClass} | 模式：${BAND_NAMES[band].zh}（R(t)=${risk}）`,
  };
}
