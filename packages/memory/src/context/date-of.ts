/** The day of a moment, in UTC, as `2026-01-31`. */
export function dateOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? 'undated' : date.toISOString().slice(0, 10);
}
