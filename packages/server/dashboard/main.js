import { ApiError, createApi } from './api.js';
import { createApprovalWatch } from './approval-watch.js';
import { createEventFeed } from './event-feed.js';
import { createJournalCounts } from './journal-counts.js';
import { createSay } from './words/say.js';
import { createShell } from './shell.js';
import { createTimes } from './times.js';
import { forgetToken, keepToken, takeToken } from './token.js';
import { h, replace } from './element.js';
import { keepLanguage, keepTheme, nextTheme, preferredLanguage, preferredTheme } from './preferences.js';
import { loginForm } from './login.js';

const THEME_SIGNS = { auto: '◐', light: '○', dark: '●' };

let token = takeToken();
let language = preferredLanguage();
let theme = preferredTheme();
/** Ends what the page that is shown does. */
let stop = () => {};

// A link of the command line may be opened in a tab that shows the page already.
window.addEventListener('hashchange', () => {
  if (!location.hash.startsWith('#token=')) return;
  token = takeToken();
  void enter();
});
showTheme();
void enter();

/** Shows the views, or asks for a token where the server wants one. Other trouble is the views' to show. */
async function enter() {
  try {
    await createApi(token, () => {}).get('approvals');
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      showLogin(token !== null);
      return;
    }
  }
  showViews();
}

/** @param {boolean} wasRefused */
function showLogin(wasRefused) {
  stop();
  stop = () => {};
  token = null;
  forgetToken();
  const say = createSay(language);
  document.title = `${say('login.title')} — Sentinel AgentOS`;
  const login = loginForm(say, wasRefused, (given) => {
    token = given;
    keepToken(given);
    showViews();
  });
  replace(
    document.body,
    h(
      'header',
      { class: 'top' },
      brand(),
      settings(say, () => showLogin(wasRefused)),
    ),
    login,
  );
  login.querySelector('input')?.focus();
}

function showViews() {
  stop();
  const say = createSay(language);
  const end = new AbortController();
  const api = createApi(token, () => {
    if (!end.signal.aborted) showLogin(true);
  });
  const feed = createEventFeed(api);
  const approvals = createApprovalWatch(api, feed);
  const heard = h('div', { class: 'only-heard', 'aria-live': 'assertive' });
  const announce = (/** @type {string} */ text) => replace(heard, text);
  const counts = createJournalCounts(api);
  const page = { say, language, times: createTimes(language), api, counts, feed, approvals, announce };
  const shell = createShell(page, h('header', { class: 'top' }, brand()), settings(say, showViews), heard);
  stop = () => {
    end.abort();
    shell.stop();
    approvals.stop();
    feed.stop();
  };
  replace(document.body, shell.element);
}

/** @returns {HTMLElement} */
function brand() {
  return h(
    'div',
    { class: 'brand' },
    h('img', { src: 'dashboard/icon.svg', alt: '' }),
    h('b', {}, 'Sentinel'),
  );
}

/**
 * The buttons for language, colours and leaving.
 *
 * @param {import('./words/say.js').Say} say
 * @param {() => void} redraw
 * @returns {HTMLElement}
 */
function settings(say, redraw) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const colours = h('button', { type: 'button', class: 'plain', onclick: turnTheme });
  function nameTheme() {
    const name = say(`theme.${theme}`);
    replace(
      colours,
      h('span', { 'aria-hidden': 'true' }, THEME_SIGNS[theme]),
      h('span', { class: 'name' }, ` ${name}`),
    );
    colours.setAttribute('aria-label', say('theme.label', { name }));
  }
  nameTheme();
  function turnTheme() {
    theme = nextTheme(theme);
    keepTheme(theme);
    showTheme();
    nameTheme();
  }
  function turnLanguage() {
    language = language === 'zh' ? 'en' : 'zh';
    keepLanguage(language);
    redraw();
  }
  const other = language === 'zh' ? 'en' : 'zh-CN';
  return h(
    'div',
    { class: 'settings' },
    h(
      'button',
      { type: 'button', class: 'plain', lang: other, onclick: turnLanguage },
      say('language.other'),
    ),
    colours,
    h(
      'button',
      { type: 'button', class: 'plain', onclick: () => showLogin(false) },
      say(token === null ? 'token' : 'logout'),
    ),
  );
}

function showTheme() {
  document.documentElement.dataset['theme'] = theme;
}
