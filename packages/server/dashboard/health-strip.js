import { h, replace } from './element.js';

const EVERY_MS = 10_000;
/** Counting the whole journal is dear: it is done once in so many looks. */
const COUNTED_EVERY = 6;

/**
 * How the server does, along the foot of the page.
 *
 * @param {Pick<import('./page.js').Page, 'say' | 'times' | 'api' | 'counts' | 'feed'>} page
 * @returns {{ element: HTMLElement, stop: () => void }}
 */
export function healthStrip({ say, times, api, counts: journal, feed }) {
  const server = h('span', {}, say('loading'));
  const stream = h('span', { role: 'status' });
  const counts = h('span', {});
  let looks = 0;

  async function look() {
    try {
      /** @type {{ uptime: number }} */
      const { uptime } = await api.get('health');
      replace(server, dot('good'), say('health.up'), ' ', h('b', {}, times.span(uptime)));
    } catch {
      replace(server, dot('bad'), say('health.down'));
      return;
    }
    looks += 1;
    if (looks % COUNTED_EVERY !== 1) return;
    const { last24h, blocked } = await journal.ask();
    replace(counts, say('health.counts', { day: last24h, blocked }));
  }

  function drawStream() {
    const state = feed.state();
    replace(stream, dot(state === 'open' ? 'good' : 'waiting'), say(`feed.${state}`));
  }

  const end = feed.onState(drawStream);
  // What a figure was is better than none: the next look tries again.
  const again = () => void look().catch(() => undefined);
  const timer = setInterval(again, EVERY_MS);
  drawStream();
  again();
  return {
    element: h('footer', { class: 'health', 'aria-label': say('health.title') }, server, stream, counts),
    stop: () => {
      end();
      clearInterval(timer);
    },
  };
}

/**
 * @param {'good' | 'waiting' | 'bad'} tone
 * @returns {HTMLElement}
 */
function dot(tone) {
  return h('span', { class: `dot ${tone}`, 'aria-hidden': 'true' });
}
