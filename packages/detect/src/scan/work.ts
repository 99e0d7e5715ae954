/** What a scan may still do. A unit is about ten nanoseconds; at 0 the scan ends and says so. */
export interface Work {
  left: number;
}

/** Work for each character of a text: some ten times what ordinary text needs. */
const UNITS_A_CHARACTER = 20;
/** Work that a short text has as well. */
const LEAST_UNITS = 100_000;

/** The work budget of a text of some length, times `factor`. */
export function workFor(length: number, factor: number): Work {
  return { left: (LEAST_UNITS + length * UNITS_A_CHARACTER) * factor };
}
