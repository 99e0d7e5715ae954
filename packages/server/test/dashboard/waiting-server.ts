import type { Api, Query } from '../../dashboard/wire.js';

/** One question to the server that waits for its answer. */
export interface Asked {
  readonly path: string;
  readonly query: Query | undefined;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** The port to the server, in the hands of a test: it answers when and what the test says. */
export function createWaitingServer(): { readonly api: Api; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = async <T>(path: string, query?: Query): Promise<T> =>
    new Promise<T>((resolve, fail) => {
      asked.push({ path, query, answer: (value) => resolve(value as T), fail });
    });
  const api: Api = {
    get: ask,
    post: async (path) => ask(path),
    stream: async (path, headers) => ask(path, headers),
    now: () => Date.now(),
  };
  return { api, asked };
}
