import { CMDLET_TABLES } from '../tables/powershell/all-cmdlets.js';
import type { CmdletRow } from './cmdlet-row.js';

const CMDLETS: ReadonlyMap<string, CmdletRow> = new Map(
  CMDLET_TABLES.flatMap((table) =>
    Object.entries(table).flatMap(([names, row]) =>
      names.split(' ').map((name): [string, CmdletRow] => [name, row]),
    ),
  ),
);

/** Finds a cmdlet by its name in lower case. */
export function findCmdlet(name: string): CmdletRow | undefined {
  return CMDLETS.get(name);
}
