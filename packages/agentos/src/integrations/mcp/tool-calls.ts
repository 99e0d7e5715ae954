import { errorReply, textOf, toolError, withNotes } from './replies.js';
import { maskedAnswer } from './masked-answer.js';
import type { AskedCall } from './approval-form.js';
import type { BlockedReceipt, Language, Receipt } from '@sentinel-agentos/core';
import type { Line, MessageId, Response } from './message.js';
import type { Connection } from './connection.js';
import type { ProxiedCall, RunningCall } from './proxied-call.js';

/** The tool of a server, as rules, records and approvals name it. */
export function toolName(server: string, tool: string): string {
  return `mcp__${server}__${tool}`;
}

/** Has a call judged, passes it on where it may run, and answers the client. */
export function startToolCall(connection: Connection, call: ProxiedCall): RunningCall {
  const stop = new AbortController();
  let isForwarded = false;
  let isCancelled = false;
  let settle: (response: Response | null) => void = () => undefined;
  const answered = new Promise<Response | null>((resolve) => (settle = resolve));

  const run = async (): Promise<Line | null> => {
    const { os, server, language, pins, questions, toServer } = connection;
    const { id, request } = call;
    const tool = toolName(server, request.name);
    if (connection.blockChanged && pins.isChanged(request.name)) {
      recordBlocked(connection, tool);
      connection.tell({ kind: 'blocked', tool });
      return toolError(id, CHANGED[language]);
    }
    const asked = questions.answerTo(request);
    let response: Response | null = null;
    const receipt = await os.execute(
      tool,
      request.args,
      async () => {
        stop.signal.throwIfAborted();
        isForwarded = true;
        await toServer.write(asked.line);
        response = await answered;
        if (response === null) throw new Error(UNANSWERED[language]);
        if (isFailure(response)) throw new Error(textOf(response.value));
        return response.value.result;
      },
      { ...call.options, ...asked.options, signal: stop.signal },
    );
    if (receipt.status === 'timed-out') await toServer.write(cancellation(id));
    const shown = (): AskedCall => ({ tool, params: os.redact(request.args).value });
    return questions.ask(call, asked, shown, receipt) ?? answerOf(connection, id, receipt, response);
  };

  const answerClient = async (): Promise<void> => {
    let line: Line | null;
    try {
      line = await run();
    } catch (error) {
      // Nothing was run, or nobody knows what came of it: the client must not wait for ever.
      line = errorReply(call.id, -32603, error instanceof Error ? error.message : String(error));
    }
    if (!isCancelled) await call.reply(line);
  };

  return {
    isForwarded: () => isForwarded,
    cancel() {
      isCancelled = true;
      stop.abort(new Error('the client cancelled the call'));
    },
    answer: (response) => settle(response),
    abandon() {
      settle(null);
      if (!isForwarded) stop.abort(new Error('the connection ended'));
    },
    done: answerClient(),
  };
}

/** Nothing was judged, so it is no call of the journal; that somebody asked for it is a fact that belongs there. */
function recordBlocked({ os, sessionId = '' }: Connection, tool: string): void {
  const data = { tool, why: 'its definition is not the one that was accepted' };
  os.guard.audit.enqueue({ kind: 'event', name: 'mcp-tool-blocked', at: Date.now(), sessionId, data });
}

const CHANGED = {
  en: 'Blocked: the definition of this tool is not the one that was accepted. A person accepts it with: sentinel-agentos mcp --accept',
  zh: '已拦截：此工具的定义与已接受的不符。由用户接受：sentinel-agentos mcp --accept',
} as const;

function isFailure({ value }: Response): boolean {
  return 'error' in value || (value.result as { isError?: unknown } | null)?.isError === true;
}

/** What the client is told: the server's own answer where there is one, else why there is none. */
function answerOf(
  { os, language }: Pick<Connection, 'os' | 'language'>,
  id: MessageId,
  receipt: Receipt,
  response: Response | null,
): Line {
  if (!receipt.allowed) return toolError(id, refusal(receipt, language));
  if (receipt.status === 'planned') return toolError(id, PLANNED[language]);
  if (response === null) return toolError(id, receipt.error ?? UNANSWERED[language]);
  const masked = maskedAnswer(os, response);
  const notes = notesOn(receipt, masked.rules, language);
  const noted = withNotes(masked.text, notes, isRefuted(receipt));
  return noted === response.text ? response.line : noted;
}

const PLANNED = {
  en: 'Not run: this is a dry run. The call would have been allowed.',
  zh: '未执行：当前为试运行。此调用会被允许。',
} as const;

const UNANSWERED = {
  en: 'the server ended, or its answer could not be read',
  zh: '服务器已结束，或其应答无法读取',
} as const;

function refusal({ reason, safer }: BlockedReceipt, language: Language): string {
  const words = { en: 'Blocked by Sentinel', zh: '已被 Sentinel 拦截' }[language];
  return safer === undefined ? `${words}: ${reason}` : `${words}: ${reason} (${safer})`;
}

function notesOn(
  receipt: Exclude<Receipt, BlockedReceipt>,
  masked: readonly string[],
  language: Language,
): readonly string[] {
  const notes: string[] = [];
  if (isRefuted(receipt)) {
    const failed = receipt.verdict.checks.filter(({ status }) => status === 'fail');
    const what = failed.map(({ message }) => message[language]).join('; ');
    notes.push({ en: `This result does not hold: ${what}`, zh: `此结果不成立：${what}` }[language]);
  }
  if (receipt.rollback !== null) {
    const { status } = receipt.rollback;
    notes.push({ en: `The change was rolled back (${status})`, zh: `更改已回滚（${status}）` }[language]);
  }
  for (const { message } of receipt.detections) notes.push(message[language]);
  if (masked.length > 0) {
    const names = masked.join(', ');
    notes.push({ en: `Credentials are masked (${names})`, zh: `凭据已遮盖（${names}）` }[language]);
  }
  return notes;
}

/** Whether a tool says that it did what it did not do. One that says that it failed is believed. */
function isRefuted({ status, verify }: Receipt): boolean {
  return status === 'succeeded' && verify === 'FAIL';
}

/** Tells the server that nobody waits for an answer any more. */
function cancellation(id: MessageId): string {
  return `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id.text}}}`;
}
