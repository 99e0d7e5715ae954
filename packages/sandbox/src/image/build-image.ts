import { SentinelError } from '@sentinel-agentos/core';
import { Readable } from 'node:stream';
import { connect } from '../docker/engine.js';
import type { EngineAddress } from '../docker/engine.js';
import { baseImage } from './base-image.js';
import { tar } from './tar.js';

/** The name of the image that is built when none is given. */
export const BASE_IMAGE = 'sentinel-agentos/base:latest';

/** What to build, and on which engine. */
export interface BuildImageOptions extends EngineAddress {
  /** `repository:tag`. Default: `sentinel-agentos/base:latest`. */
  readonly name?: string;
  /** Programs of this machine that it has besides busybox. Default: node, git and bash. */
  readonly programs?: readonly string[];
}

/** The last thing that the engine said; it says errors in its stream, with a status of success. */
async function lastWord(stream: NodeJS.ReadableStream): Promise<{ status?: unknown; error?: unknown }> {
  let said = '';
  for await (const piece of stream) said += String(piece);
  const last = said.trim().split('\n').at(-1) ?? '';
  return JSON.parse(last) as { status?: unknown; error?: unknown };
}

/**
 * Builds an image for sandboxes from programs of this machine, without a registry or a network. The same programs
 * give the same content. An image of that name is replaced.
 *
 * @returns its name, and the id that the engine gave it
 * @throws SentinelError `INVALID_ARGUMENT` for a program that is not here; `SANDBOX_UNAVAILABLE` when the engine
 *   does not answer or does not take it.
 */
export async function buildImage(
  options: BuildImageOptions = {},
): Promise<{ readonly name: string; readonly id: string }> {
  const name = options.name ?? BASE_IMAGE;
  const parts = /^([\w][\w./-]{0,200}):([\w][\w.-]{0,127})$/.exec(name);
  if (parts === null) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `name must be 'repository:tag', not ${JSON.stringify(name)}.`,
    );
  }
  const entries = baseImage(options.programs);
  const engine = await connect(options);
  try {
    const [, repo, tag] = parts;
    const stream = await engine.importImage(Readable.from(tar(entries), { objectMode: false }), {
      repo,
      tag,
    });
    const { status, error } = await lastWord(stream);
    if (typeof status !== 'string') throw new Error(String(error));
    return { name, id: status };
  } catch (error) {
    throw new SentinelError('SANDBOX_UNAVAILABLE', `The engine did not take the image ${name}.`, {
      cause: error,
    });
  }
}
