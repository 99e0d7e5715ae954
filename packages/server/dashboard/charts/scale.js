/**
 * A coordinate with one decimal.
 *
 * @param {number} value
 * @returns {string}
 */
export function at(value) {
  return String(Math.round(value * 10) / 10);
}

/**
 * Where a value of one range lies in another.
 *
 * @param {number} value
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @returns {number}
 */
export function scaled(value, from, to) {
  const share = from[1] === from[0] ? 0.5 : (value - from[0]) / (from[1] - from[0]);
  return to[0] + share * (to[1] - to[0]);
}
