import { actionChip } from '../chips.js';
import { effectsTable } from './effects-table.js';
import { factList } from './fact-list.js';
import { emptyNote, errorNotice, errorWords } from '../notices.js';
import { h, replace } from '../element.js';
import { jsonBlock, theirs } from '../their-text.js';
import { visibleText } from '../visible-text.js';
import { keyedList } from '../keyed-list.js';
import { viewHeading } from './view-heading.js';

/** @typedef {import('../wire.js').WaitingApproval} WaitingApproval */

/** Seconds from which on the time that is left is shown as short. */
const SOON = 20;

/**
 * The calls that wait for a person, each whole, with what would happen and how long is left.
 *
 * @type {import('../page.js').OpenView}
 */
export function openApprovals(page) {
  const { say, approvals } = page;
  const list = h('div', { class: 'stack' });
  const note = h('div', {});
  /** @type {(rows: readonly WaitingApproval[]) => void} */
  const update = keyedList(list, {
    keyOf: ({ id }) => id,
    stampOf: ({ id }) => id,
    make: (approval) => card(page, approval),
  });

  function draw() {
    const waiting = approvals.waiting();
    const problem = approvals.problem();
    update(waiting);
    if (problem !== null) replace(note, errorNotice(say, problem, approvals.refresh));
    else replace(note, waiting.length === 0 && emptyNote(say('approvals.empty')));
  }

  const end = approvals.onChange(draw);
  const clock = setInterval(() => {
    for (const left of list.querySelectorAll('.left')) tick(page, /** @type {HTMLElement} */ (left));
  }, 1000);
  draw();
  return {
    element: h(
      'div',
      { class: 'view' },
      viewHeading(say('approvals.title'), say('approvals.about')),
      note,
      list,
    ),
    stop: () => {
      end();
      clearInterval(clock);
    },
  };
}

/**
 * @param {import('../page.js').Page} page
 * @param {WaitingApproval} approval
 * @returns {HTMLElement}
 */
function card(page, approval) {
  const { say, language, api } = page;
  const { id, call, preExec, explanation, strict, expiresAt } = approval;
  const { score, score100, reason } = preExec.riskScore;
  const title = `approval-${id}`;
  // The clock of the machine may be set while a card waits.
  const until = performance.now() + expiresAt - api.now();
  const left = h('span', { class: 'left', 'data-until': until });
  tick(page, left);
  return h(
    'article',
    { class: `card stack approval${strict ? ' strict' : ''}`, 'aria-labelledby': title },
    h(
      'div',
      { class: 'row apart' },
      h(
        'div',
        { class: 'row' },
        h('h2', { id: title }, theirs(call.tool, 80)),
        actionChip(say, 'confirm'),
        strict && h('span', { class: 'chip deny' }, say('approvals.strict')),
      ),
      left,
    ),
    h('p', {}, visibleText(reason)),
    jsonBlock(call.params),
    effectsTable(say, preExec.effects),
    factList([
      [say('risk'), `${score.toFixed(2)} · ${score100}/100`],
      [say('session'), theirs(call.sessionId)],
      [say('agent'), theirs(call.agentId)],
      [say('folder'), theirs(call.cwd)],
      ...(preExec.safer === undefined
        ? []
        : [/** @type {const} */ ([say('safer'), visibleText(preExec.safer)])]),
    ]),
    h(
      'details',
      {},
      h('summary', {}, say('approvals.why')),
      h('pre', { tabindex: 0 }, visibleText(explanation[language])),
    ),
    answerForm(page, approval),
  );
}

/**
 * A strict call is granted by typing the name of its tool: nobody grants it by a click too many.
 *
 * @param {import('../page.js').Page} page
 * @param {WaitingApproval} approval
 * @returns {HTMLElement}
 */
function answerForm(page, { id, call: { tool }, strict }) {
  const { say, api, approvals, announce } = page;
  const said = h('div', {});
  const grant = h('button', { type: 'submit', class: 'main', disabled: strict }, say('approvals.grant'));
  const decline = h(
    'button',
    { type: 'button', onclick: () => void answer('declined') },
    say('approvals.decline'),
  );
  const typed = h('input', {
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => {
      grant.disabled = typed.value !== tool;
    },
  });

  /** @param {'granted' | 'declined'} verdict */
  async function answer(verdict) {
    grant.disabled = true;
    decline.disabled = true;
    try {
      await api.post(`approvals/${encodeURIComponent(id)}`, { verdict });
      announce(say(verdict === 'granted' ? 'approvals.granted' : 'approvals.declined'));
      document.querySelector('h1')?.focus();
    } catch (error) {
      grant.disabled = strict && typed.value !== tool;
      decline.disabled = false;
      replace(said, errorNotice(say, error));
      announce(errorWords(say, error));
    }
    approvals.refresh();
  }

  return h(
    'form',
    {
      class: 'stack',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (!grant.disabled) void answer('granted');
      },
    },
    strict &&
      h(
        'label',
        {},
        h('span', {}, say('approvals.type'), ' ', h('b', { class: 'code' }, theirs(tool))),
        typed,
      ),
    h('div', { class: 'row' }, grant, decline),
    said,
  );
}

/**
 * @param {import('../page.js').Page} page
 * @param {HTMLElement} left
 */
function tick({ say, times }, left) {
  const seconds = (Number(left.dataset['until']) - performance.now()) / 1000;
  left.classList.toggle('soon', seconds < SOON);
  left.textContent =
    seconds <= 0 ? say('approvals.over') : say('approvals.left', { time: times.span(seconds) });
}
