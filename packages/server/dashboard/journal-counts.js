/** @typedef {import('./wire.js').AuditStats} AuditStats */

/**
 * Counts over the whole journal. They are dear: whoever wants them at the same time shares one question, and rows that
 * somebody waits for come first.
 *
 * @typedef {object} JournalCounts
 * @property {() => Promise<AuditStats>} ask
 * @property {(rows: Promise<unknown>) => void} giveWay puts off what is asked from now on until the rows are there, or
 *   cannot be had
 */

/**
 * @param {Pick<import('./wire.js').Api, 'get'>} api
 * @returns {JournalCounts}
 */
export function createJournalCounts(api) {
  /** @type {Promise<unknown>} */
  let ahead = Promise.resolve();
  /** @type {Promise<AuditStats> | null} */
  let asked = null;

  /** @returns {Promise<AuditStats>} */
  async function count() {
    try {
      await ahead;
      return await api.get('audit/stats');
    } finally {
      asked = null;
    }
  }

  return {
    ask: async () => (asked ??= count()),
    giveWay: (rows) => {
      ahead = Promise.allSettled([ahead, rows]);
    },
  };
}
