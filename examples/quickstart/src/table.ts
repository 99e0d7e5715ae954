import type { Receipt } from 'sentinel-agentos';
import type { Step } from './script.js';

const MARKS = { auto: '🟢', notify: '🔵', confirm: '🟡', deny: '🔴' } as const;

const WIDTHS = { number: 3, call: 46, decision: 18, verify: 18, time: 8 };

export function tableHead(): string {
  const head = row('#', 'call', 'decision', 'verify', 'ms', 'what it is about');
  return `${head}\n${'─'.repeat(head.length + 8)}`;
}

/** One line about one call. */
export function tableRow(index: number, step: Step, receipt: Receipt): string {
  const { decision, verify, rollback, timings } = receipt;
  const action = decision.strict ? 'confirm strict' : decision.action;
  const undone = rollback === null ? '' : ` ⟲ ${rollback.status}`;
  return row(
    String(index + 1),
    `${step.tool} ${step.params['command'] ?? step.params['path'] ?? ''}`,
    `${MARKS[decision.action]} ${decision.risk.score.toFixed(2)} ${action}`,
    `${verify ?? 'not run'}${undone}`,
    timings.total.toFixed(1),
    step.note,
  );
}

function row(
  number: string,
  call: string,
  decision: string,
  verify: string,
  time: string,
  note: string,
): string {
  return [
    number.padStart(WIDTHS.number),
    fit(call, WIDTHS.call),
    fit(decision, WIDTHS.decision),
    fit(verify, WIDTHS.verify),
    time.padStart(WIDTHS.time),
    note,
  ].join('  ');
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
