import { AgentOS } from '../../../src/index.js';
import { openToolPins, proxyMcp } from '../../../src/integrations/mcp/index.js';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { temporaryWorkspace } from '../../temporary-workspace.js';
import type { AgentOSOptions } from '../../../src/index.js';
import type { McpNews, McpProxyOptions } from '../../../src/integrations/mcp/index.js';

/** A proxy between two pairs of streams, with a Sentinel of its own. */
export interface Connected {
  readonly os: AgentOS;
  readonly workspaceRoot: string;
  /** What the client writes, and what it reads. */
  readonly fromClient: PassThrough;
  readonly toClient: PassThrough;
  readonly fromServer: PassThrough;
  readonly toServer: PassThrough;
  readonly news: readonly McpNews[];
  /** Resolves when the proxy has ended. */
  readonly ended: Promise<void>;
}

export function connect(
  options: Partial<McpProxyOptions> = {},
  settings: AgentOSOptions = {},
  place: ReturnType<typeof temporaryWorkspace> = temporaryWorkspace(),
): Connected {
  const { workspaceRoot } = place;
  const os = new AgentOS({ ...place, preRegisteredRules: true, ...settings });
  const [fromClient, toClient, fromServer, toServer] = [1, 2, 3, 4].map(() => new PassThrough()) as [
    PassThrough,
    PassThrough,
    PassThrough,
    PassThrough,
  ];
  const news: McpNews[] = [];
  const server = options.server ?? 'files';
  const ended = proxyMcp({
    os,
    server,
    client: { says: fromClient, hears: toClient },
    upstream: { says: fromServer, hears: toServer },
    pins: openToolPins(join(workspaceRoot, '.agentos', 'mcp'), server),
    onNews: (each) => news.push(each),
    ...options,
  });
  return { os, workspaceRoot, fromClient, toClient, fromServer, toServer, news, ended };
}

/** The lines of a stream, one at a time. */
export function linesOf(stream: PassThrough): () => Promise<string> {
  const lines = (async function* () {
    let rest = '';
    for await (const chunk of stream) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  })();
  return async () => (await lines.next()).value ?? '(the end)';
}
