/** What a handler answers with. */
export type Reply =
  | { readonly kind: 'json'; readonly status: 200 | 202; readonly body: unknown }
  | { readonly kind: 'text'; readonly mediaType: string; readonly body: string }
  | { readonly kind: 'stream'; readonly mediaType: string; readonly body: ReadableStream<Uint8Array> };

export function json(body: unknown, status: 200 | 202 = 200): Reply {
  return { kind: 'json', status, body };
}

export function text(body: string, mediaType: string): Reply {
  return { kind: 'text', mediaType, body };
}

export function stream(body: ReadableStream<Uint8Array>, mediaType: string): Reply {
  return { kind: 'stream', mediaType, body };
}
