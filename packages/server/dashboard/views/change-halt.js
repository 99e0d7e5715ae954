import { confirmed, openDialog } from '../dialog.js';
import { errorNotice } from '../notices.js';
import { h } from '../element.js';
import { theirs } from '../their-text.js';

/**
 * Halts or resumes a session, or all of them, after asking once more.
 *
 * @param {import('../page.js').Page} page
 * @param {string} sessionId `*` is every session
 * @param {boolean} isHalt
 * @param {() => void} onDone
 * @returns {Promise<void>}
 */
export async function changeHalt(page, sessionId, isHalt, onDone) {
  const { say, api, announce } = page;
  const reason = h('input', { type: 'text', maxlength: 200, autocomplete: 'off' });
  const who = sessionId === '*' ? say('sessions.every') : theirs(sessionId);
  const isSure = await confirmed(say, {
    title: say(isHalt ? 'halt.title' : 'resume.title'),
    about: [
      h('p', {}, h('b', {}, who)),
      h('p', { class: 'quiet' }, say(isHalt ? 'halt.about' : 'resume.about')),
      isHalt && h('label', {}, say('halt.reason'), reason),
    ],
    yes: say(isHalt ? 'halt.yes' : 'resume.yes'),
    tone: isHalt ? 'danger' : 'main',
  });
  if (!isSure) return;
  try {
    const body = isHalt && reason.value !== '' ? { reason: reason.value } : {};
    await api.post(`sessions/${encodeURIComponent(sessionId)}/${isHalt ? 'halt' : 'resume'}`, body);
    announce(say(isHalt ? 'halt.done' : 'resume.done'));
  } catch (error) {
    openDialog(say, say('error.title'), () => [errorNotice(say, error)]);
  }
  onDone();
}
