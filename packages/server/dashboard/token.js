const KEY = 'sentinel-token';

/**
 * The token of this tab. One that stands in the address (`#token=…`, as the command line prints it) is taken, and
 * leaves the address and its history at once. It is kept for as long as the tab is open, and nowhere else.
 *
 * @returns {string | null}
 */
export function takeToken() {
  const given = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (given === undefined) return sessionStorage.getItem(KEY);
  const token = decoded(given);
  history.replaceState(null, '', location.pathname + location.search);
  keepToken(token);
  return token;
}

/** @param {string} token */
export function keepToken(token) {
  sessionStorage.setItem(KEY, token);
}

/** Forgets it: whoever uses this tab next has to give one. */
export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/**
 * @param {string} text
 * @returns {string}
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
