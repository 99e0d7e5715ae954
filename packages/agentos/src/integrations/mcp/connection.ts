import type { AgentOS } from '../../agent-os.js';
import type { ClientUser } from './client-user.js';
import type { Language } from '@sentinel-agentos/core';
import type { LineWriter } from './line-writer.js';
import type { McpNews } from './news.js';
import type { Questions } from './questions.js';
import type { Reply } from './batch.js';
import type { RunningCall } from './proxied-call.js';
import type { ToolPins } from './tool-pins.js';

/** A request of the client that the server has not answered yet. */
export interface InFlight {
  readonly method: string;
  readonly reply: Reply;
  /** Of a request that has a tool run. */
  readonly call: RunningCall | null;
}

/** What both directions of one connection share. */
export interface Connection {
  readonly os: AgentOS;
  readonly server: string;
  readonly language: Language;
  readonly sessionId: string | undefined;
  readonly pins: ToolPins;
  readonly blockChanged: boolean;
  readonly toClient: LineWriter;
  readonly toServer: LineWriter;
  readonly user: ClientUser;
  readonly questions: Questions;
  /** By the keys of their ids. */
  readonly inFlight: Map<string, InFlight>;
  readonly running: Set<Promise<void>>;
  readonly tell: (news: McpNews) => void;
}
