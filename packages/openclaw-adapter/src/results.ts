import { agentOf, isCarrier, sessionOf, translateCall } from './translate-call.js';
import { isSame } from './open-calls.js';
import { messageOf, type AgentSentinels } from './agent-sentinels.js';
import { redactParts } from './whole-texts.js';
import type { AfterToolCall, ResultForModel, ToolContext, ToolResult } from './host-api.js';
import type { Breakers } from './breaker.js';
import type { Language, Receipt } from 'sentinel-agentos';
import type { OpenCall, OpenCalls } from './open-calls.js';
import type { RaiseAlarm } from './alarms.js';
import type { SessionNotes } from './session-notes.js';
import type { TypedLines } from './typed-lines.js';

/** What becomes of results. Neither door throws. */
export interface Results {
  /** Before the model sees a result: the call is completed, credentials are masked, and what was found is said. */
  forModel(event: ResultForModel, context: ToolContext): { readonly result: ToolResult } | undefined;
  /** After a call: completes what no result came by for, and finds calls that nobody had announced. */
  after(event: AfterToolCall, context: ToolContext): void;
  /** Ends a call whose end nobody saw. */
  abandon(call: OpenCall): void;
}

export interface ResultParts {
  readonly language: Language;
  readonly sentinels: AgentSentinels;
  readonly open: OpenCalls;
  readonly breakers: Breakers;
  readonly notes: SessionNotes;
  readonly lines: TypedLines;
  readonly raise: RaiseAlarm;
}

/** Runs whose notes wait at most so many. */
const MOST_WAITING = 1000;

export function createResults(parts: ResultParts): Results {
  const { language, sentinels, open, breakers, notes, lines, raise } = parts;
  /** What is to be said of calls whose results came by in the result of another call, by run. */
  const waiting = new Map<string, readonly string[]>();

  function sayLater(run: string, said: readonly string[]): void {
    if (said.length === 0) return;
    waiting.set(run, [...(waiting.get(run) ?? []), ...said]);
    const [oldest] = waiting.keys();
    if (waiting.size > MOST_WAITING && oldest !== undefined) waiting.delete(oldest);
  }

  function takeWaiting(run: string): readonly string[] {
    const said = waiting.get(run) ?? [];
    waiting.delete(run);
    return said;
  }

  function complete(call: OpenCall, event: Ended): Receipt | undefined {
    const { os, started, session } = call;
    return breakers.of(session).observe(
      () => os.kernel.complete(started, runOf(event)),
      (why) => end(call, why),
    );
  }

  /** No call stays without an end, whatever becomes of what is learned from it. */
  function end({ os, started }: OpenCall, reason: string): void {
    try {
      os.kernel.complete(started, { status: 'aborted', reason });
    } catch (error) {
      notes.failed(messageOf(error));
    }
  }

  function masked(result: ToolResult, context: ToolContext): ReturnType<typeof redactParts<ToolResult>> {
    const os = sentinels.of(agentOf(context));
    const { content, ...others } = result;
    const rest = os.redact<Omit<ToolResult, 'content'>>(others);
    if (content === undefined) return rest;
    const shown = redactParts(content, (value) => os.redact(value));
    return {
      value: { ...rest.value, content: shown.value },
      rules: [...new Set([...shown.rules, ...rest.rules])],
    };
  }

  return {
    forModel(event, context) {
      const { toolName, args, isError, result } = event;
      const named = { ...context, toolCallId: event.toolCallId };
      const call = open.take(named, toolName, args);
      const receipt = call === undefined ? undefined : complete(call, { result, isError });
      try {
        const { value, rules } = masked(result, context);
        const said = [...takeWaiting(runOfCall(context)), ...notesOn(receipt, rules, language)];
        return rules.length === 0 && said.length === 0 ? undefined : { result: withNotes(value, said) };
      } catch {
        // What cannot be looked through is not shown.
        return { result: withNotes({ ...result, content: [], details: undefined }, [unread(language)]) };
      }
    },
    after(event, context) {
      const { toolName, params, error, result } = event;
      const named = { ...context, ...idOf(event, context) };
      const call = open.take(named, toolName, params);
      if (call !== undefined && isSame(call.params, params)) {
        const receipt = complete(call, { result, isError: error !== undefined, error });
        sayLater(runOfCall(named), notesOn(receipt, [], language));
        return;
      }
      // Somebody changed the call after it was judged: what ran is recorded for what it is.
      if (call !== undefined) end(call, 'another call ran in its place');
      const past = call === undefined ? open.pastOf(named) : 'unknown';
      // An error of a call that was stopped is the host's word that it did not run.
      const isRefusal = past === 'stopped' && error !== undefined;
      if (isCarrier(event) || past === 'ended' || isRefusal || !hasRun(event)) return;
      raise(past === 'stopped' ? 'ranBlocked' : 'bypassed', toolName, named);
      const session = sessionOf(named);
      breakers.of(session).observe(() => {
        const agentId = agentOf(named);
        const { kernel } = sentinels.of(agentId);
        const { request } = translateCall(event, named, { workspace: sentinels.workspaceOf(agentId), lines });
        const late = kernel.begin(request, { alreadyRan: true });
        if (late.state === 'started')
          kernel.complete(late, runOf({ result, isError: error !== undefined, error }));
      });
    },
    abandon: (call) => end(call, 'the host did not say how it ended'),
  };
}

/** How a call ended, as the host says it. */
interface Ended {
  readonly result?: ToolResult | undefined;
  readonly isError?: boolean | undefined;
  readonly error?: string | undefined;
}

function runOf({ result, isError, error }: Ended): Parameters<OpenCall['os']['kernel']['complete']>[1] {
  if (isError === true) return { status: 'failed', error: error ?? textOf(result) };
  return { status: 'succeeded', result };
}

function runOfCall(context: ToolContext): string {
  return context.runId ?? sessionOf(context);
}

/** Whether the host ran the tool: it also tells of calls that it stopped, and of tools that there are none. */
function hasRun({ result, error }: AfterToolCall): boolean {
  const details = result?.details;
  const status =
    typeof details === 'object' && details !== null ? (details as { status?: unknown }).status : null;
  return status !== 'blocked' && !(error !== undefined && /not found$|blocked/iu.test(error));
}

function idOf(event: AfterToolCall, context: ToolContext): Pick<ToolContext, 'runId' | 'toolCallId'> {
  const toolCallId = context.toolCallId ?? event.toolCallId;
  const runId = context.runId ?? event.runId;
  return { ...(toolCallId === undefined ? {} : { toolCallId }), ...(runId === undefined ? {} : { runId }) };
}

function textOf(result: ToolResult | undefined): string {
  return (result?.content ?? []).map(({ text }) => text ?? '').join('\n');
}

/** What the model should know of a result before it believes it. */
function notesOn(
  receipt: Receipt | undefined,
  masked: readonly string[],
  language: Language,
): readonly string[] {
  const notes: string[] = [];
  if (receipt?.allowed === true) {
    if (receipt.verify === 'FAIL') {
      const failed = receipt.verdict.checks.filter(({ status }) => status === 'fail');
      const what = failed.map(({ message }) => message[language]).join('; ');
      notes.push({ en: `This result does not hold: ${what}`, zh: `此结果不成立：${what}` }[language]);
    }
    if (receipt.rollback !== null) {
      const { status } = receipt.rollback;
      notes.push({ en: `The change was rolled back (${status})`, zh: `更改已回滚（${status}）` }[language]);
    }
    for (const { message } of receipt.detections) notes.push(message[language]);
  }
  if (masked.length > 0) {
    const names = masked.join(', ');
    notes.push({ en: `Credentials are masked (${names})`, zh: `凭据已遮盖（${names}）` }[language]);
  }
  return notes;
}

function unread(language: Language): string {
  return { en: 'This result could not be looked through', zh: '无法检查此结果' }[language];
}

function withNotes(result: ToolResult, notes: readonly string[]): ToolResult {
  if (notes.length === 0) return result;
  const text = notes.map((note) => `[Sentinel] ${note}.`).join('\n');
  return { ...result, content: [...(result.content ?? []), { type: 'text', text }] };
}
