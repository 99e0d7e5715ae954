import { SentinelError } from 'sentinel-agentos';
import { createServer, serverBanner } from '@sentinel-agentos/server';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJsonLine } from '../shown-text.js';
import type { CommandInput, Run } from '../command.js';
import type { Server, ServerOptions } from '@sentinel-agentos/server';

/** Serves the workspace over HTTP until the process is asked to end. */
export const server: Run = async (input) => {
  const { values, switches } = readOptions(input.args, ['port', 'host', 'token'], ['json']);
  const isJson = switches.has('json');
  // Looked at before the server takes it out of the environment.
  const isChosen = (input.terminal.env['AGENTOS_OPERATOR_TOKEN'] ?? '') !== '';
  const made = make(input, values);
  // Set before it listens: whoever sees the line may stop the server at once.
  const { stopped, forget } = whenStopped(input);
  try {
    const { url } = await made.start();
    input.terminal.out(isJson ? shownJsonLine({ url }) : serverBanner(url));
    if (!isJson) showPeople(url, made.operatorToken, isChosen, input);
    await stopped;
  } finally {
    forget();
    await made.stop();
  }
  return EXIT.ok;
};

/**
 * A token of the environment is read, and taken out of it, by the server itself: no program that is started later
 * inherits it.
 */
function make(
  { workspaceRoot, language }: CommandInput,
  { port, host, token }: Readonly<Record<string, string | undefined>>,
): Server {
  const options: ServerOptions = {
    os: { workspaceRoot, language, preRegisteredRules: true },
    ...(port === undefined ? {} : { port: portOf(port) }),
    ...(host === undefined ? {} : { host }),
    ...(token === undefined ? {} : { apiToken: token }),
  };
  try {
    return createServer(options);
  } catch (error) {
    if (SentinelError.is(error, 'INVALID_CONFIG')) throw new UsageError(error.message);
    throw error;
  }
}

function portOf(given: string): number {
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new UsageError(`--port must be a port from 0 to 65535, got ${JSON.stringify(given)}`);
}

function whenStopped({ terminal }: CommandInput): {
  readonly stopped: Promise<void>;
  readonly forget: () => void;
} {
  let forget = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    forget = terminal.onStop(resolve);
  });
  return { stopped, forget };
}

/** A link with the token of people in it is for their own screen: it goes into no file and no pipe. */
function showPeople(
  url: string,
  token: string | null,
  isChosen: boolean,
  { terminal, language }: CommandInput,
): void {
  if (terminal.isWatched) {
    const link = `${url}/dashboard${token === null ? '' : `#token=${token}`}`;
    terminal.out({ en: `Dashboard: ${link}`, zh: `仪表盘：${link}` }[language]);
  } else if (token !== null && !isChosen) {
    terminal.err(
      {
        en: 'Nobody can answer approvals: set AGENTOS_OPERATOR_TOKEN, or start at a terminal.',
        zh: '无人可以答复审批：请设置 AGENTOS_OPERATOR_TOKEN，或在终端中启动。',
      }[language],
    );
  }
}
