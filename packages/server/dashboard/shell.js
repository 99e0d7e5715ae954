import { VIEWS } from './views/index.js';
import { h, replace } from './element.js';
import { healthStrip } from './health-strip.js';

/**
 * The frame around the views: navigation, the view that the address names, and the strip of health.
 *
 * @param {import('./page.js').Page} page
 * @param {HTMLElement} top the bar that the navigation is put into
 * @param {HTMLElement} settings
 * @param {HTMLElement} heard what is said to whoever only hears the page
 * @returns {{ element: HTMLElement, stop: () => void }}
 */
export function createShell(page, top, settings, heard) {
  const { say, approvals, announce } = page;
  const main = h('main', { id: 'main', tabindex: -1 });
  const count = h('span', { class: 'count', hidden: true });
  const links = new Map(
    [...VIEWS.keys()].map((name) => [
      name,
      h('a', { href: `#/${name}` }, say(`${name}.title`), name === 'approvals' && count),
    ]),
  );
  /** @type {import('./page.js').View | null} */
  let open = null;
  let openName = '';

  function draw() {
    const name = viewName();
    const isFirst = open === null;
    open?.stop?.();
    open = VIEWS.get(name)?.(page) ?? null;
    openName = name;
    if (open !== null) replace(main, open.element);
    for (const [each, link] of links) {
      if (each === name) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    drawCount();
    // Whoever goes to a view by the keyboard reads on from its heading.
    if (!isFirst) main.querySelector('h1')?.focus();
    window.scrollTo(0, 0);
  }

  function drawCount() {
    const waiting = approvals.waiting().length;
    count.hidden = waiting === 0;
    replace(count, waiting);
    count.setAttribute('aria-label', say('approvals.count', { count: waiting }));
    const title = `${say(`${openName}.title`)} — Sentinel AgentOS`;
    document.title = waiting === 0 ? title : `(${waiting}) ${title}`;
  }

  const end = approvals.onChange((added) => {
    drawCount();
    if (added.length > 0)
      announce(say('approvals.new', { tool: added[0]?.call.tool ?? '', count: added.length }));
  });
  window.addEventListener('hashchange', draw);
  const strip = healthStrip(page);
  const items = [...links.values()].map((link) => h('li', {}, link));
  top.append(h('nav', { class: 'views', 'aria-label': say('nav') }, h('ul', {}, ...items)), settings);
  draw();
  return {
    element: h(
      'div',
      { class: 'frame' },
      h('a', { class: 'skip', href: '#main', onclick: skip }, say('skip')),
      top,
      main,
      strip.element,
      heard,
    ),
    stop: () => {
      window.removeEventListener('hashchange', draw);
      open?.stop?.();
      strip.stop();
      end();
    },
  };

  /** @param {Event} event */
  function skip(event) {
    // The address belongs to the views.
    event.preventDefault();
    main.focus();
  }
}

/**
 * The view that the address names; the first where it names none.
 *
 * @returns {string}
 */
function viewName() {
  const name = /^#\/([a-z]+)/.exec(location.hash)?.[1] ?? '';
  return VIEWS.has(name) ? name : 'live';
}
