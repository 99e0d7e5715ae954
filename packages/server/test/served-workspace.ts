import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createServer } from '../src/index.js';
import type { AgentOSOptions } from 'sentinel-agentos';
import type { Server, ServerOptions } from '../src/index.js';

export const API = 'api-token-of-agents';
export const OPERATOR = 'operator-token-of-people';

/** An answer, read to its end. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  readonly json: () => never;
}

/** What a request may say beside its path. */
export interface Asking {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly signal?: AbortSignal;
}

/** A real server on a port of its own, over an empty workspace. */
export interface Served {
  readonly server: Server;
  readonly url: string;
  readonly port: number;
  readonly workspaceRoot: string;
  /** A POST where there is a body, else a GET; with the API token unless another one, or none (null), is named. */
  readonly ask: (path: string, asking?: Asking) => Promise<Answered>;
}

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Options of a system over an empty workspace, which is removed after the test. */
export function emptyWorkspace(): AgentOSOptions & { readonly workspaceRoot: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-server-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const workspaceRoot = join(folder, 'workspace');
  mkdirSync(workspaceRoot);
  return { workspaceRoot, userStateDir: join(folder, 'user') };
}

/** Starts a server with both tokens, which is stopped after the test. */
export async function serve(options: ServerOptions = {}, os: AgentOSOptions = {}): Promise<Served> {
  const workspace = emptyWorkspace();
  const server = createServer({
    port: 0,
    apiToken: API,
    operatorToken: OPERATOR,
    os: { ...workspace, ...os },
    ...options,
  });
  const { url, port } = await server.start();
  cleanups.push(async () => server.stop());
  return { server, url, port, workspaceRoot: workspace.workspaceRoot, ask: createAsk(url) };
}

/** The same without any token: whoever is on this machine is served. */
export async function serveOpen(options: ServerOptions = {}): Promise<Served> {
  const workspace = emptyWorkspace();
  const server = createServer({ port: 0, os: workspace, ...options });
  const { url, port } = await server.start();
  cleanups.push(async () => server.stop());
  const ask = createAsk(url);
  return {
    server,
    url,
    port,
    workspaceRoot: workspace.workspaceRoot,
    ask: async (path, asking) => ask(path, { token: null, ...asking }),
  };
}

function createAsk(url: string): Served['ask'] {
  return async (path, { token = API, body, headers = {}, method, signal } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as never,
    };
  };
}
