/** @typedef {import('./wire.js').Language} Language */
/** @typedef {'auto' | 'light' | 'dark'} Theme */

/** @type {readonly Theme[]} */
const THEMES = ['auto', 'light', 'dark'];
const LANGUAGE = 'sentinel-language';
const THEME = 'sentinel-theme';

/**
 * The language that was chosen, else the first that the browser asks for and this page speaks.
 *
 * @returns {Language}
 */
export function preferredLanguage() {
  const chosen = read(LANGUAGE);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const spoken = navigator.languages.find((language) => /^(?:en|zh)\b/i.test(language));
  return spoken?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}

/** @returns {Theme} */
export function preferredTheme() {
  const chosen = read(THEME);
  return THEMES.find((theme) => theme === chosen) ?? 'auto';
}

/**
 * @param {Theme} theme
 * @returns {Theme}
 */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
}

/** @param {Language} language */
export function keepLanguage(language) {
  write(LANGUAGE, language);
}

/** @param {Theme} theme */
export function keepTheme(theme) {
  write(THEME, theme);
}

/**
 * A browser may refuse to keep anything; then what it prefers itself holds.
 *
 * @param {string} name
 * @returns {string | null}
 */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the page is left.
  }
}
