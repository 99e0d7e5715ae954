/** What a scan may still do. A unit is about ten nanoseconds; at 0 the scan ends and says so. */
export interface Work {
  left: number;
  /** Something was cut that may hold more than was found in it. */
  isCut?: boolean;
}

/** Work for each character of a text: some ten times what ordinary text needs. */
const UNITS_A_CHARACTER = 20;
/** Work that a short text has as well. */
const LEAST_UNITS = 100_000;

/** The work budget of a text of some length, times `factor`. */
export function workFor(length: number, factor: number): Work {
  return { left: (LEAST_UNITS + length * UNITS_A_CHARACTER) * factor };
}

/** Whether something was not looked at, so that nobody may take the text for clean. */
export const isIncomplete = ({ left, isCut }: Work): boolean => left <= 0 || isCut === true;
