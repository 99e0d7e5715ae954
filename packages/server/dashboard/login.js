import { createApi } from './api.js';
import { errorWords } from './notices.js';
import { h, replace } from './element.js';

/**
 * Asks for the token. What was typed is tried before it is kept.
 *
 * @param {import('./words/say.js').Say} say
 * @param {boolean} wasRefused whether a token was there and is not accepted
 * @param {(token: string) => void} onToken
 * @returns {HTMLElement}
 */
export function loginForm(say, wasRefused, onToken) {
  const said = h('p', { class: 'bad', role: 'alert', id: 'login-said' }, wasRefused && say('login.refused'));
  const button = h('button', { type: 'submit', class: 'main' }, say('login.button'));
  const token = h('input', {
    type: 'password',
    autocomplete: 'off',
    autofocus: true,
    required: true,
    'aria-describedby': 'login-said',
  });

  async function enter() {
    button.disabled = true;
    try {
      await createApi(token.value, () => undefined).get('approvals');
      onToken(token.value);
    } catch (error) {
      replace(said, errorWords(say, error));
      button.disabled = false;
      token.focus();
      token.select();
    }
  }

  return h(
    'main',
    { id: 'main', tabindex: -1 },
    h(
      'form',
      {
        class: 'login',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          void enter();
        },
      },
      h('div', {}, h('h1', {}, say('login.title')), h('p', { class: 'about' }, say('login.about'))),
      h('div', { class: 'card' }, h('label', {}, say('login.token'), token), said, button),
    ),
  );
}
