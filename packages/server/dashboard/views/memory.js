import { emptyNote, loadInto } from '../notices.js';
import { factList } from './fact-list.js';
import { h, replace } from '../element.js';
import { memoryLines } from './memory-lines.js';
import { quarantine } from './quarantine.js';
import { tabbed } from '../tabs.js';
import { theirs } from '../their-text.js';
import { visibleText } from '../visible-text.js';
import { viewHeading } from './view-heading.js';

/** @typedef {import('../wire.js').MemoryStats} MemoryStats */

/** Lines of one tier, and of what a search found. */
const SHOWN = 200;
const FOUND = 30;

/**
 * What is remembered, tier by tier, and a search over it.
 *
 * @type {import('../page.js').OpenView}
 */
export function openMemory(page) {
  const { say } = page;
  const tiers = new Map([
    ['working', working],
    ['episodic', episodic],
    ['semantic', semantic],
    ['quarantined', async () => quarantine(page)],
  ]);
  const tabs = [...tiers.keys()].map((name) => ({ name, words: say(`memory.${name}`) }));
  return {
    element: h(
      'div',
      { class: 'view' },
      viewHeading(say('memory.title'), say('memory.about')),
      searchForm(page),
      tabbed(say('memory.title'), tabs, (name) => {
        const place = h('div', { class: 'stack' });
        const tier = tiers.get(name);
        if (tier !== undefined) void loadInto(place, say, async () => tier(page));
        return place;
      }),
    ),
  };
}

/**
 * @param {import('../page.js').Page} page
 * @returns {HTMLElement}
 */
function searchForm(page) {
  const { say, api } = page;
  const found = h('div', { 'aria-live': 'polite' });
  const query = h('input', { type: 'search', autocomplete: 'off' });

  async function hits() {
    /** @type {readonly { event: import('../wire.js').MemoryEvent }[]} */
    const all = await api.get('memory/search', { q: query.value, limit: FOUND });
    return memoryLines(
      page,
      all.map(({ event }) => event),
    );
  }

  /** @param {Event} event */
  function search(event) {
    event.preventDefault();
    if (query.value === '') replace(found);
    else void loadInto(found, say, hits);
  }

  return h(
    'form',
    { class: 'stack', role: 'search', 'aria-label': say('memory.search'), onsubmit: search },
    h(
      'div',
      { class: 'row bottom' },
      h('label', { class: 'wide' }, say('memory.query'), query),
      h('button', { type: 'submit', class: 'main' }, say('memory.find')),
    ),
    found,
  );
}

/**
 * What live sessions are about: how full the memory is of them, and one of them whole.
 *
 * @param {import('../page.js').Page} page
 * @returns {Promise<HTMLElement>}
 */
async function working(page) {
  const { say, api } = page;
  /** @type {MemoryStats} */
  const stats = await api.get('memory/stats');
  /** @type {{ sessions: readonly { sessionId: string }[] }} */
  const { sessions } = await api.get('sessions');
  const place = h('div', { class: 'stack' });
  const choice = h(
    'select',
    { onchange: () => void show() },
    ...sessions.map(({ sessionId }) => h('option', { value: sessionId }, visibleText(sessionId))),
  );

  async function show() {
    await loadInto(place, say, async () => {
      /** @type {{ task: string | null, messages: readonly { role: string, content: string, at: number }[], openFiles: readonly string[] }} */
      const { task, messages, openFiles } = await api.get('memory/working', { sessionId: choice.value });
      return h(
        'div',
        { class: 'stack' },
        factList([
          [say('memory.task'), theirs(task ?? '–', 600)],
          [say('memory.files'), theirs(openFiles.length === 0 ? '–' : openFiles.join(' · '), 600)],
        ]),
        memoryLines(
          page,
          messages.map(({ role, content, at }) => ({ text: content, kind: role, at })),
        ),
      );
    });
  }

  if (sessions.length > 0) void show();
  return h(
    'div',
    { class: 'stack' },
    numbers(page, stats.working),
    sessions.length > 0 && h('label', {}, say('session'), choice),
    place,
  );
}

/**
 * What happened, the newest first.
 *
 * @param {import('../page.js').Page} page
 * @returns {Promise<HTMLElement>}
 */
async function episodic(page) {
  /** @type {readonly import('../wire.js').MemoryEvent[]} */
  const events = await page.api.get('memory/events', { limit: SHOWN });
  return memoryLines(page, events);
}

/**
 * What stays true, and the text that a new session is given of it.
 *
 * @param {import('../page.js').Page} page
 * @returns {Promise<HTMLElement>}
 */
async function semantic(page) {
  const { say, api } = page;
  /** @type {readonly import('../wire.js').SemanticItem[]} */
  const items = await api.get('memory/items');
  const holding = items.filter(({ validTo, quarantine }) => validTo === null && quarantine === null);
  /** @type {{ context: string }} */
  const { context } = await api.get('memory/context');
  return h(
    'div',
    { class: 'stack' },
    memoryLines(page, holding.slice(-SHOWN).toReversed().map(lineOf)),
    h('h3', {}, say('memory.context')),
    context === '' ? emptyNote(say('memory.empty')) : h('pre', { tabindex: 0 }, visibleText(context)),
  );
}

/**
 * @param {import('../wire.js').SemanticItem} item
 * @returns {import('./memory-lines.js').Remembered}
 */
function lineOf({ slot, value, kind, trust, updatedAt }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isNamed = kind !== 'fact' && kind !== 'rule';
  return { text: isNamed ? `${slot}: ${text}` : text, kind, trust, at: updatedAt };
}

/**
 * @param {import('../page.js').Page} page
 * @param {Readonly<Record<string, unknown>>} values
 * @returns {HTMLElement}
 */
function numbers({ say }, values) {
  const facts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [/** @type {const} */ ([say(`count.${name}`), value])] : [],
  );
  return factList(facts);
}
