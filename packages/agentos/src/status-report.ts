import { compactTrust, trustReport } from '@sentinel-agentos/evaluator';
import type { AgentProfile, TrustStatus } from '@sentinel-agentos/evaluator';
import type { AuditStats } from '@sentinel-agentos/audit';
import type { LocalizedText } from '@sentinel-agentos/core';
import type { MemoryStats } from '@sentinel-agentos/memory';
import type { System } from './system.js';

/** Everything that the status is made of, as data. */
export interface FullStatus {
  readonly sessionId: string;
  /** Of all sessions. */
  readonly profile: AgentProfile;
  /** What the session is trusted with. */
  readonly trust: TrustStatus;
  /** Sessions that are halted, of all. */
  readonly haltedSessions: readonly string[];
  readonly audit: AuditStats;
  readonly memory: MemoryStats;
  /** What needs a person, in the configured language; empty when nothing does. */
  readonly attention: readonly string[];
}

/** The state of a system as data. */
export function fullStatus(system: System): FullStatus {
  const { sessionId, evaluator, trust, journal, memory, language } = system;
  return {
    sessionId,
    profile: evaluator.getProfile(),
    trust: trust.status(sessionId),
    haltedSessions: trust.haltedSessions(),
    audit: journal.stats(),
    memory: memory.stats(),
    attention: attentionNeeded(system).map((text) => text[language]),
  };
}

/** The same in one line. */
export function compactReport(system: System): string {
  const { profile, trust, audit, memory, attention } = fullStatus(system);
  const trusted = compactTrust(trust, system.language);
  const score = profile.overallScore === null ? '–' : String(profile.overallScore);
  const texts: LocalizedText = {
    en: `quality ${score} · ${trusted} · ${audit.totalOperations} calls, ${audit.blocked} blocked · ${memory.episodic.events} events remembered · ${attention.length} need attention`,
    zh: `质量 ${score} · ${trusted} · ${audit.totalOperations} 次调用，${audit.blocked} 次拦截 · 记住 ${memory.episodic.events} 件事 · ${attention.length} 项需要处理`,
  };
  return texts[system.language];
}

/** The status report, and how full the journal and the memory are. */
export function fullReport(system: System): string {
  const { audit, memory } = fullStatus(system);
  const { working, episodic, semantic } = memory;
  const texts: LocalizedText = {
    en: [
      '--- Journal and memory ---',
      `calls: ${audit.totalOperations}, blocked ${audit.blocked}, refuted ${audit.verifyFailures}, high risk ${audit.highRiskOps}, sessions ${audit.sessions}`,
      `working: ${working.tokens} of ${working.maxTokens} tokens`,
      `episodic: ${episodic.events} events, ${episodic.bytes} of ${episodic.maxBytes} bytes`,
      `semantic: ${semantic.bytes} of ${semantic.maxBytes} bytes`,
    ].join('\n'),
    zh: [
      '--- 日志与记忆 ---',
      `调用：${audit.totalOperations}，拦截 ${audit.blocked}，被证伪 ${audit.verifyFailures}，高风险 ${audit.highRiskOps}，会话 ${audit.sessions}`,
      `工作记忆：${working.tokens} / ${working.maxTokens} 个 token`,
      `情景记忆：${episodic.events} 件事，${episodic.bytes} / ${episodic.maxBytes} 字节`,
      `语义记忆：${semantic.bytes} / ${semantic.maxBytes} 字节`,
    ].join('\n'),
  };
  return `${reportStatus(system)}\n\n${texts[system.language]}`;
}

/** The evaluator's report, what the session is trusted with, and what needs a person's attention. */
export function reportStatus(system: System, sessionId: string = system.sessionId): string {
  const { evaluator, trust, journal, language } = system;
  const quality = evaluator.statusReport({ language, audit: journal.stats() });
  const report = `${quality}\n\n${trustReport(trust.status(sessionId), trust.haltedSessions(), language)}`;
  const attention = attentionNeeded(system).map((text) => `- ${text[language]}`);
  if (attention.length === 0) return report;
  const head: LocalizedText = { en: '--- ⚠️ Attention ---', zh: '--- ⚠️ 需要处理 ---' };
  return [report, '', head[language], ...attention].join('\n');
}

/** The newest ones are named, the others counted. */
const MOST_UNFINISHED = 1000;

/** State that was found damaged and kept aside, and calls that began and never ended. */
function attentionNeeded({ memory, evaluator, journal, guard }: System): readonly LocalizedText[] {
  const damaged = [
    ...memory.problems.map(({ message }) => message),
    ...evaluator.problems.map(({ message }) => ({ en: message, zh: message })),
  ];
  const unfinished: LocalizedText[] = journal
    .query({ status: 'UNFINISHED', limit: MOST_UNFINISHED })
    .map(({ id, toolName }) => ({
      en: `${id} (${toolName}) began and has no outcome: the process may have ended in the middle of it`,
      zh: `${id}（${toolName}）已开始但没有结果：进程可能在执行中途结束`,
    }));
  const more = unfinished.length < MOST_UNFINISHED ? 0 : journal.stats().unfinished - unfinished.length;
  if (more > 0) {
    unfinished.push({
      en: `${more} older calls began and have no outcome`,
      zh: `另有 ${more} 个更早的调用已开始但没有结果`,
    });
  }
  const { problem } = guard.rules.status();
  const rules = problem === null ? [] : [{ en: problem, zh: problem }];
  return [...damaged, ...rules, ...unfinished];
}
