import { AgentOS, locateState } from 'sentinel-agentos';
import { join } from 'node:path';
import { openToolPins, plainServerName, proxyMcp, serverNameOf, startMcpServer } from 'sentinel-agentos/mcp';
import { randomUUID } from 'node:crypto';
import { EXIT, UsageError } from '../command.js';
import { mcpNewsText } from '../mcp-news-text.js';
import { readOptions } from '../read-options.js';
import { shownName } from '../shown-text.js';
import type { CommandInput, ExitCode, Run } from '../command.js';
import type { ToolPins } from 'sentinel-agentos/mcp';

/** Stands between a client and a server of the Model Context Protocol. */
export const mcp: Run = async (input) => {
  const { args, workspaceRoot } = input;
  const at = args.indexOf('--');
  const command = at === -1 ? [] : args.slice(at + 1);
  const switches = ['block-changed', 'trust-hints', 'accept'];
  const read = readOptions(at === -1 ? args : args.slice(0, at), ['name', 'session'], switches);
  const { name, session } = read.values;
  if (name === undefined && command.length === 0) throw new UsageError('name a server after --');
  const server = name === undefined ? serverNameOf(command) : plainServerName(name);
  const pins = openToolPins(join(locateState({ workspaceRoot }).state, 'mcp'), server);
  if (read.switches.has('accept')) return accept(input, pins);
  const [program, ...rest] = command;
  if (program === undefined) throw new UsageError('name a server after --');
  return run(input, {
    server,
    pins,
    program,
    args: rest,
    sessionId: session ?? `mcp-${server}-${randomUUID().slice(0, 8)}`,
    blockChanged: read.switches.has('block-changed'),
    trustHints: read.switches.has('trust-hints'),
  });
};

function accept({ terminal, language }: CommandInput, pins: ToolPins): ExitCode {
  const accepted = pins.accept().map(shownName);
  const text =
    accepted.length === 0 ? { en: 'nothing to accept', zh: '没有可接受的更改' }[language] : accepted;
  terminal.out([text].flat().join('\n'));
  return EXIT.ok;
}

interface Served {
  readonly server: string;
  readonly pins: ToolPins;
  readonly program: string;
  readonly args: readonly string[];
  readonly sessionId: string;
  readonly blockChanged: boolean;
  readonly trustHints: boolean;
}

async function run({ workspaceRoot, language, terminal }: CommandInput, served: Served): Promise<ExitCode> {
  const { server, pins, sessionId, blockChanged } = served;
  const os = new AgentOS({
    workspaceRoot,
    language,
    sessionId,
    preRegisteredRules: true,
    migrateMemoryFile: false,
    // The client says how long it waits, and cancels what takes too long.
    timeoutMs: Infinity,
    guardConfig: served.trustHints ? { toolHints: hintsOf(pins, server) } : {},
  });
  try {
    const started = startMcpServer(served.program, served.args);
    const forget = terminal.onStop(started.stop);
    try {
      const { input, output } = terminal.streams();
      const proxied = proxyMcp({
        os,
        server,
        pins,
        sessionId,
        blockChanged,
        language,
        client: { says: input, hears: output },
        upstream: started.side,
        onNews: (news) => terminal.err(mcpNewsText(news, language)),
      });
      const [code] = await Promise.all([started.ended, proxied]);
      return code;
    } finally {
      forget();
    }
  } finally {
    await os.close();
  }
}

/** What the definitions that were accepted before say of their tools. */
function hintsOf(pins: ToolPins, server: string): Readonly<Record<string, object>> {
  return Object.fromEntries([...pins.hints()].map(([name, hints]) => [`mcp__${server}__${name}`, hints]));
}
