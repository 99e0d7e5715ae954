import type { CallOptions } from '../../agent-os.js';
import type { MessageId, Response } from './message.js';
import type { Reply } from './batch.js';
import type { ToolRequest } from './tool-request.js';

/** One call on its way through the proxy. */
export interface ProxiedCall {
  readonly id: MessageId;
  readonly request: ToolRequest;
  readonly reply: Reply;
  /** What the kernel is told of the client. */
  readonly options: Pick<CallOptions, 'approver' | 'sessionId' | 'agentId'>;
}

/** A call that is being judged or runs. */
export interface RunningCall {
  /** Whether the server has got it. */
  readonly isForwarded: () => boolean;
  /** The client does not want it any more; nobody gets an answer. */
  readonly cancel: () => void;
  /** The server's answer; null when there will be none. */
  readonly answer: (response: Response | null) => void;
  /** There will be no answer, neither of the server nor of a person who is asked. */
  readonly abandon: () => void;
  readonly done: Promise<void>;
}
