/**
 * Nanoseconds since the epoch as the seconds that node sets times with; exact to the microsecond. As text, because
 * node takes a negative number, a time before 1970, for now.
 */
export function secondsOf(ns: string): string {
  return String(Number(BigInt(ns) / 1000n) / 1e6);
}
