/**
 * Times as people of a language write them, in the time of their machine.
 *
 * @typedef {object} Times
 * @property {(at: number) => string} clock hours to seconds
 * @property {(at: number) => string} whole date and time to the second
 * @property {(seconds: number) => string} span hours, minutes and seconds
 */

/**
 * @param {import('./wire.js').Language} language
 * @returns {Times}
 */
export function createTimes(language) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
  const whole = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return {
    clock: (at) => (isTime(at) ? clock.format(at) : '–'),
    whole: (at) => (isTime(at) ? whole.format(at) : '–'),
    span: spanText,
  };
}

/**
 * @param {unknown} at
 * @returns {boolean}
 */
function isTime(at) {
  return typeof at === 'number' && Math.abs(at) <= 8.64e15;
}

/**
 * `1:02:03`, `2:03`.
 *
 * @param {number} seconds
 * @returns {string}
 */
export function spanText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
