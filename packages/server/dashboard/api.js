/**
 * Why a request brought nothing. `status` is that of the answer, 0 when there was none.
 */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    /** @type {number} */
    this.status = status;
  }
}

/** @typedef {{ method?: 'POST', headers?: Record<string, string>, body?: string, signal?: AbortSignal }} Ask */

/**
 * Every address is taken from where the page itself is, so that it also works behind a prefix.
 *
 * @param {string | null} token
 * @param {() => void} onRefused called when the server wants a token, or another one
 * @returns {import('./wire.js').Api}
 */
export function createApi(token, onRefused) {
  /** @type {Record<string, string>} */
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  let clockAheadMs = 0;

  /**
   * @param {string} path
   * @param {Ask} init
   * @returns {Promise<Response>}
   */
  async function ask(path, init) {
    const response = await fetch(new URL(path, document.baseURI), {
      ...init,
      headers: { ...authorization, ...init.headers },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    }).catch((/** @type {unknown} */ error) => {
      throw new ApiError(0, String(error));
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clockAheadMs = date - Date.now();
    if (response.status === 401) onRefused();
    if (!response.ok) throw new ApiError(response.status, await reasonOf(response));
    return response;
  }

  /**
   * @template T
   * @param {string} path
   * @param {Ask} init
   * @returns {Promise<T>}
   */
  async function askJson(path, init) {
    const response = await ask(path, init);
    return /** @type {T} */ (await response.json());
  }

  return {
    get: async (path, query = {}) => askJson(path + queryText(query), {}),
    post: async (path, body = {}) => {
      const headers = { 'content-type': 'application/json' };
      return askJson(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    stream: async (path, headers, signal) => ask(path, { headers, signal }),
    // Clocks that differ by less than the header can tell are taken for the same.
    now: () => Date.now() + (Math.abs(clockAheadMs) < 2000 ? 0 : clockAheadMs),
  };
}

/**
 * What an empty field asks for is left out.
 *
 * @param {import('./wire.js').Query} query
 * @returns {string}
 */
function queryText(query) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parts.set(name, String(value));
  }
  return parts.size === 0 ? '' : `?${parts}`;
}

/**
 * @param {Response} response
 * @returns {Promise<string>}
 */
async function reasonOf(response) {
  const text = await response.text();
  try {
    const { error } = /** @type {{ error?: unknown }} */ (JSON.parse(text));
    return typeof error === 'string' ? error : text;
  } catch {
    return text === '' ? response.statusText : text;
  }
}
