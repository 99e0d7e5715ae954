/** Nanoseconds since the epoch as the seconds that node sets times with; exact to the microsecond. */
export function secondsOf(ns: string): number {
  return Number(BigInt(ns) / 1000n) / 1e6;
}
