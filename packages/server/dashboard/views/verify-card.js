import { factList, figureList } from './fact-list.js';
import { errorNotice } from '../notices.js';
import { h, replace } from '../element.js';
import { visibleText } from '../visible-text.js';

/**
 * How much the journal holds, and whether it is as it was written, which is looked at when somebody asks for it.
 *
 * @param {import('../page.js').Page} page
 * @returns {HTMLElement}
 */
export function verifyCard(page) {
  const { say, api, counts, language } = page;
  const figures = h('div', {});
  const result = h('div', { 'aria-live': 'polite' }, h('p', { class: 'quiet' }, say('verify.never')));
  const button = h(
    'button',
    { type: 'button', class: 'main', onclick: () => void verify() },
    say('verify.button'),
  );

  async function verify() {
    button.disabled = true;
    replace(result, h('p', { class: 'quiet' }, say('verify.running')));
    try {
      replace(result, reportOf(await api.post('audit/verify')));
    } catch (error) {
      replace(result, errorNotice(say, error));
    }
    button.disabled = false;
  }

  /**
   * @param {import('../wire.js').VerifyReport} report
   * @returns {HTMLElement}
   */
  function reportOf({ status, levels, message, records }) {
    const isWhole = status === 'ok';
    return h(
      'div',
      { class: 'stack' },
      h('p', { class: `notice${isWhole ? ' calm' : ''}` }, visibleText(message[language])),
      factList([
        ...Object.entries(levels).map(
          ([level, found]) => /** @type {const} */ ([say(`verify.${level}`), say(`verify.${found}`)]),
        ),
        ...(records === undefined ? [] : [/** @type {const} */ ([say('verify.records'), records])]),
      ]),
    );
  }

  async function count() {
    const stats = await counts.ask();
    replace(
      figures,
      figureList([
        [say('stats.calls'), stats.totalOperations],
        [say('stats.day'), stats.last24h],
        [say('stats.blocked'), stats.blocked],
        [say('stats.risky'), stats.highRiskOps],
        [say('stats.failed'), stats.verifyFailures],
      ]),
    );
  }

  // The figures are an ornament of this view: where they cannot be had, the search below still can.
  void count().catch(() => undefined);
  return h('div', { class: 'card stack' }, figures, h('div', { class: 'row apart' }, result, button));
}
