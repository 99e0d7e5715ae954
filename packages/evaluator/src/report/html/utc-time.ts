const DAY = 86_400_000;

/** `2026-01-15 12:00`, always UTC and the same in every locale. */
export function utcMinute(at: number): string {
  return isoOf(at).slice(0, 16).replace('T', ' ');
}

/** `2026-01-15 12:00:09`. */
export function utcSecond(at: number): string {
  return isoOf(at).slice(0, 19).replace('T', ' ');
}

/** For the axis of a chart: the part of the time that changes from tick to tick. */
export function axisTime(at: number, span: number): string {
  const iso = isoOf(at);
  if (span < 2 * 60_000) return iso.slice(11, 19);
  if (span < 2 * DAY) return iso.slice(11, 16);
  return span < 300 * DAY ? iso.slice(5, 10) : iso.slice(0, 7);
}

/** A period of a chart as a cell of its table: a moment for a part that is shorter than a minute. */
export function utcPeriod(from: number, to: number): string {
  if (to - from < 60_000) return utcSecond(from);
  return to - from >= DAY ? utcMinute(from).slice(0, 10) : utcMinute(from);
}

/** A time of before the year 0 or after 9999 comes from a tampered record; zeros stand for it. */
function isoOf(at: number): string {
  const date = new Date(at);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return iso.length === 24 ? iso : '0000-00-00T00:00:00.000Z';
}
