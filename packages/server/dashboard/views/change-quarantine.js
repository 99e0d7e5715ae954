import { confirmed, openDialog } from '../dialog.js';
import { errorNotice } from '../notices.js';
import { h } from '../element.js';
import { theirs } from '../their-text.js';
import { visibleText } from '../visible-text.js';

/**
 * Releases something from quarantine or forgets it, after showing all of it and asking once more: an order at the
 * end of a long text must not become the word of whoever releases it without being seen.
 *
 * @param {import('../page.js').Page} page
 * @param {import('../wire.js').Quarantined} kept
 * @param {boolean} isRelease
 * @param {() => void} onDone called when it is done, or when why not was read
 * @returns {Promise<void>}
 */
export async function changeQuarantine(page, { id, text, reason }, isRelease, onDone) {
  const { say, api, announce } = page;
  const isSure = await confirmed(say, {
    title: say(isRelease ? 'release.title' : 'forget.title'),
    about: [
      h('pre', { tabindex: 0 }, visibleText(text)),
      h('p', { class: 'bad small' }, theirs(reason)),
      h('p', { class: 'quiet' }, say(isRelease ? 'release.about' : 'forget.about')),
    ],
    yes: say(isRelease ? 'release.yes' : 'forget.yes'),
    tone: isRelease ? 'main' : 'danger',
  });
  if (!isSure) return;
  try {
    await api.post(isRelease ? 'memory/release' : 'memory/forget', { id });
  } catch (error) {
    openDialog(say, say('error.title'), () => [errorNotice(say, error)], onDone);
    return;
  }
  announce(say(isRelease ? 'release.done' : 'forget.done'));
  onDone();
}
