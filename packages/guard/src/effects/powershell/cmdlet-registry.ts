import { CMDLET_TABLES } from '../tables/powershell/all-cmdlets.js';
import type { CmdletRow } from './cmdlet-row.js';

/** Made at first use: most guards never meet a cmdlet. */
let cmdlets: ReadonlyMap<string, CmdletRow> | null = null;

/** Finds a cmdlet by its name in lower case. */
export function findCmdlet(name: string): CmdletRow | undefined {
  cmdlets ??= byName();
  return cmdlets.get(name);
}

function byName(): ReadonlyMap<string, CmdletRow> {
  return new Map(
    CMDLET_TABLES.flatMap((table) =>
      Object.entries(table).flatMap(([names, row]) =>
        names.split(' ').map((name): [string, CmdletRow] => [name, row]),
      ),
    ),
  );
}
