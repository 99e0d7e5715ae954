import { HttpError } from './http-error.js';

/**
 * The bytes of a request's body.
 *
 * @throws HttpError 413 as soon as it is known to be larger than `maxBytes`, 400 when the client goes before its end.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  try {
    return await readWhole(request, maxBytes);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, 'The body broke off', { code: 'MALFORMED_BODY' });
  }
}

async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (!request.headers.has('transfer-encoding')) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a header field says that the body is JSON, in the one encoding that JSON has. */
export function isJsonType(contentType: string | undefined): boolean {
  return /^application\/json[ \t]*(?:;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?$/i.test(contentType ?? '');
}

function tooLarge(maxBytes: number): HttpError {
  // What is left of the body is not read, so the connection cannot carry another request.
  return new HttpError(413, `The body is larger than ${maxBytes} bytes`, {
    headers: { connection: 'close' },
  });
}
