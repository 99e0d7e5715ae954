import { SentinelError } from '@sentinel-agentos/core';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HexHash } from '../merkle/hashes.js';
import { Tiles } from '../merkle/tiles.js';
import { asUnavailable } from '../write/journal-error.js';
import { chainLines, checkpointIn, type SignedCheckpoint } from './chain-lines.js';

export interface ExportTilesOptions {
  /** Folder of the journal. It is only read. */
  readonly dir: string;
  /** Folder to write to; made when it is not there. Files of an earlier export are replaced or stay as they are. */
  readonly out: string;
  /** Number of the segment that begins the chain to export. Default: the newest chain. */
  readonly chain?: number;
}

/** What was written. */
export interface ExportedTiles {
  /** Number of records, which is the size of the checkpoint, and their Merkle root. */
  readonly size: number;
  readonly root: HexHash;
  /** Number of files. */
  readonly files: number;
}

/**
 * Writes a journal as a tiled log (c2sp.org/tlog-tiles): `checkpoint`, `tile/<level>/…` and `tile/entries/…`, which any
 * file server can serve to monitors and witnesses. All of it is derived from the journal's lines and can be made
 * again. Records after the newest checkpoint, and that checkpoint's own line, are left for the next export.
 *
 * @throws SentinelError `NOT_FOUND` when there is no checkpoint · `TAMPERED` when the lines are not those it was signed
 * for: then no checkpoint is written · `STATE_UNAVAILABLE` when the journal cannot be read or `out` not written.
 */
export function exportTiles({ dir, out, chain }: ExportTilesOptions): ExportedTiles {
  let files = 0;
  const write = (path: string, bytes: Buffer | string): void => {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    // A server may be reading: a file is whole from the moment that it has its name.
    writeFileSync(`${target}.draft`, bytes);
    renameSync(`${target}.draft`, target);
    files += 1;
  };
  try {
    const tiles = new Tiles(write);
    let newest: { readonly line: Buffer; readonly checkpoint: SignedCheckpoint | null } | null = null;
    for (const line of chainLines(dir, chain)) {
      // The last of them stays out of the tree that it is signed for.
      if (newest !== null) tiles.append(newest.line);
      newest = null;
      const bytes = line.buffer.subarray(line.start, line.end);
      if (line.isCheckpoint) newest = { line: Buffer.from(bytes), checkpoint: checkpointIn(line) };
      else tiles.append(bytes);
    }
    if (newest === null)
      throw new SentinelError('NOT_FOUND', `There is no checkpoint in the journal in ${dir}.`);
    const { checkpoint } = newest;
    if (checkpoint?.size !== tiles.size || checkpoint.root !== tiles.root()) {
      throw new SentinelError(
        'TAMPERED',
        `The journal in ${dir} is not what its newest checkpoint was signed for.`,
      );
    }
    tiles.finish();
    write('checkpoint', checkpoint.text);
    return { size: checkpoint.size, root: checkpoint.root, files };
  } catch (error) {
    throw asUnavailable(`The journal in ${dir} cannot be written to ${out} as tiles.`, error);
  }
}
