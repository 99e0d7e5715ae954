import { h } from './element.js';

let count = 0;

/**
 * A dialog over the page. Escape closes it, and the focus goes back to where it was.
 *
 * @param {import('./words/say.js').Say} say
 * @param {Node | string} title
 * @param {(close: () => void) => readonly import('./element.js').Child[]} content
 * @param {() => void} [onClosed]
 * @returns {void}
 */
export function openDialog(say, title, content, onClosed = () => undefined) {
  count += 1;
  const id = `dialog-${count}`;
  const dialog = h('dialog', { 'aria-labelledby': id });
  const close = () => dialog.close();
  dialog.append(
    h(
      'div',
      { class: 'stack' },
      h(
        'div',
        { class: 'row apart' },
        h('h2', { id }, title),
        h('button', { type: 'button', class: 'plain', onclick: close }, say('close')),
      ),
      ...content(close),
    ),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClosed();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Asks before something is done. True when the answer is yes.
 *
 * @param {import('./words/say.js').Say} say
 * @param {{ title: Node | string, about: readonly import('./element.js').Child[], yes: string, tone?: 'main' | 'danger' }} question
 * @returns {Promise<boolean>}
 */
export async function confirmed(say, { title, about, yes, tone = 'main' }) {
  return new Promise((resolve) => {
    let answer = false;
    openDialog(
      say,
      title,
      (close) => [
        h('div', { class: 'stack' }, ...about),
        h(
          'div',
          { class: 'row' },
          h(
            'button',
            {
              type: 'button',
              class: tone,
              onclick: () => {
                answer = true;
                close();
              },
            },
            yes,
          ),
          h('button', { type: 'button', onclick: close, autofocus: true }, say('cancel')),
        ),
      ],
      () => resolve(answer),
    );
  });
}
