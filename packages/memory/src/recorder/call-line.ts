import type { BlockedCall, CompletedCall, Effect, ToolCall } from '@sentinel-agentos/core';
import { isAbsolute, relative, sep } from 'node:path';
import { clipEnd } from '../text/clip-text.js';
import { maskSecrets } from '../text/mask-secrets.js';

const MAX_TARGET_CHARS = 240;

/** Parameters that say what a call is about, the most telling first. Contents are never among them. */
const TELLING_PARAMS = [
  'command',
  'cmd',
  'path',
  'file_path',
  'filePath',
  'file',
  'url',
  'query',
  'pattern',
  'target',
  'name',
];

/** One line: the tool, what it was about, how it ended. Never the result or a secret. */
export function completedLine(completed: CompletedCall): string {
  const { call, decision, run, verdict, rollback } = completed;
  const outcome: string[] = [outcomeOf(completed), `verify ${verdict.status}`];
  const failed = verdict.checks.filter((check) => check.status === 'fail').map((check) => check.check);
  if (failed.length > 0) outcome.push(`failed checks: ${failed.join(', ')}`);
  if (rollback !== null) outcome.push(`rollback ${rollback.status}`);
  if (run.status === 'planned') outcome.splice(1);
  return `${subject(call, decision.effects, decision.secretParams)} → ${outcome.join('; ')}`;
}

/** The same for a call that never ran. */
export function blockedLine({ call, decision, approval, reason }: BlockedCall): string {
  const rules = decision.findings.map((finding) => finding.rule);
  const why = [`blocked (${decision.action}, risk ${decision.risk.score}`];
  if (approval.status === 'declined') why.push(`declined by ${approval.by}`);
  if (approval.status === 'unattended') why.push('nobody to ask');
  if (rules.length > 0) why.push([...new Set(rules)].join(' '));
  const head = subject(call, decision.effects, decision.secretParams);
  return `${head} → ${why.join('; ')}): ${clipEnd(maskSecrets(reason.slice(0, 2_000)), MAX_TARGET_CHARS)}`;
}

/** Paths the effects touch, relative to the call's folder where they are inside it. */
export function filesOf(call: ToolCall, effects: readonly Effect[]): readonly string[] {
  const paths = effects.filter((effect) => effect.verb.startsWith('fs.') || effect.verb === 'secret.read');
  return unique(paths.map((effect) => shortPath(call.cwd, effect.target)));
}

/** Hosts, refs, tables and packages the effects touch. */
export function entitiesOf(effects: readonly Effect[]): readonly string[] {
  const others = effects.filter((effect) => /^(?:net|vcs|pkg|db|infra|message)\./u.test(effect.verb));
  return unique(others.map((effect) => maskSecrets(effect.target.slice(0, 200))));
}

function subject(call: ToolCall, effects: readonly Effect[], secretParams: readonly string[]): string {
  const told = TELLING_PARAMS.filter(
    (name) => !secretParams.includes(name) && Object.hasOwn(call.params, name),
  )
    .map((name) => call.params[name])
    .find((value) => typeof value === 'string');
  const about = told ?? targetsOf(call, effects);
  // Masked before it is cut, so that half a secret cannot slip through.
  const text = clipEnd(maskSecrets(about.slice(0, 4_000)), MAX_TARGET_CHARS).trim();
  return text === '' ? clipEnd(call.tool, 100) : `${clipEnd(call.tool, 100)} ${text}`;
}

function targetsOf(call: ToolCall, effects: readonly Effect[]): string {
  return unique(effects.map((effect) => shortPath(call.cwd, effect.target)))
    .slice(0, 5)
    .join(' ');
}

function outcomeOf({ run }: CompletedCall): string {
  switch (run.status) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      return `failed${kindOfError(run.error)}`;
    case 'timed-out':
      return `timed out after ${run.afterMs} ms`;
    case 'aborted':
      return 'aborted';
    case 'planned':
      return 'planned only (dry run)';
  }
}

/** Name and code of an error. Not its message: that is the tool's own words and may hold anything. */
function kindOfError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { name, code, exitCode, status } = error as { readonly [key: string]: unknown };
  const parts = [
    typeof name === 'string' && /^[A-Za-z]{1,40}$/u.test(name) ? name : '',
    typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/u.test(code) ? code : '',
    ...[code, exitCode, status].filter((one) => Number.isInteger(one)).map((one) => `exit ${String(one)}`),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${unique(parts).join(', ')})`;
}

function shortPath(cwd: string, target: string): string {
  if (!isAbsolute(target)) return target;
  const inside = relative(cwd, target);
  return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)
    ? target
    : inside;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))];
}
