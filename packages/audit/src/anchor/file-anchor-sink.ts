import { SentinelError } from '@sentinel-agentos/core';
import { isAbsolute } from 'node:path';
import type { AnchorSink } from './anchor-sink.js';
import { openAnchorWriter } from './anchor-writer.js';

/**
 * Notes the head in a file, for instance on another mount or a share that only takes appends of others. `readAnchor`
 * reads it. Opened anew for each head, so that a mount that went away and came back is found again; overwritten in
 * place and synced.
 *
 * @param path absolute path of the file. Its folder is made when it is not there.
 * @throws SentinelError `INVALID_ARGUMENT` when the path is not absolute.
 */
export function fileAnchorSink(path: string): AnchorSink {
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0')) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `The path of an anchor file must be absolute, not ${JSON.stringify(path)}.`,
    );
  }
  return {
    name: `file:${path}`,
    publish(anchor) {
      const writer = openAnchorWriter(path);
      try {
        writer.write(anchor);
      } finally {
        writer.close();
      }
    },
  };
}
