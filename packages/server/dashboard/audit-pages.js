/** @typedef {import('./wire.js').AuditEntry} AuditEntry */

/** Entries of the first page, which is small to be there soon, and the most of a later one. */
const FIRST = 100;
const MOST = 1000;

/**
 * The answers to one search, fetched as far as they are looked at, the newest first.
 *
 * @param {Pick<import('./wire.js').Api, 'get'>} api
 * @param {import('./wire.js').Query} query
 * @returns {{ rows: () => readonly AuditEntry[], isWhole: () => boolean, more: () => Promise<boolean> }}
 */
export function createAuditPages(api, query) {
  /** @type {AuditEntry[]} */
  let rows = [];
  let isWhole = false;
  let isAsking = false;
  let limit = FIRST;

  return {
    rows: () => rows,
    isWhole: () => isWhole,
    /** False when there was nothing to do. */
    more: async () => {
      if (isWhole || isAsking) return false;
      isAsking = true;
      try {
        /** @type {AuditEntry[]} */
        const page = await api.get('audit', { ...query, before: rows.at(-1)?.seq, limit });
        rows = [...rows, ...page];
        isWhole = page.length < limit;
        limit = MOST;
      } finally {
        isAsking = false;
      }
      return true;
    },
  };
}
