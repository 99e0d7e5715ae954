import { ENGLISH } from './english.js';
import { CHINESE } from './chinese.js';

/**
 * The words of a message, with values put into its `{places}`. Values are anybody's text: they are shown as text.
 *
 * @typedef {(key: string, values?: Readonly<Record<string, string | number>>) => string} Say
 */

/**
 * @param {import('../wire.js').Language} language
 * @returns {Say}
 */
export function createSay(language) {
  /** @type {ReadonlyMap<string, string>} */
  const words = new Map(Object.entries(language === 'zh' ? CHINESE : ENGLISH));
  return (key, values = {}) =>
    (words.get(key) ?? key).replace(/\{([a-z]+)\}/g, (place, /** @type {string} */ name) =>
      String(values[name] ?? place),
    );
}
