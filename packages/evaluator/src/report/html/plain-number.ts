/** A number with at most two decimals and a point, whatever the locale of the process. */
export function plainNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A count with thin spaces between thousands: `12 345`. */
export function plainCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u2009');
}
