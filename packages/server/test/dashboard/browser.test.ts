import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, IS_REQUIRED, openChromium } from '../support/chromium.js';
import { askPeople, call, openDashboard } from './dashboard-page.js';
import { openRelay } from '../support/relay.js';
import { OPERATOR, serve, serveOpen } from '../served-workspace.js';
import type { Browser } from 'playwright-core';

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>"'\u202egnp${'W'.repeat(300)}`;

describe.skipIf(CHROMIUM === null && !IS_REQUIRED)('the dashboard in Chromium (skipped: no Chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(async () => browser.close());

  it('[S2-211] asks for the token, and keeps it in the tab alone', async () => {
    const served = await serve();
    const { page, close } = await openDashboard(browser, served, 'live', { token: null });
    const field = page.getByLabel('Token');
    await field.fill('not-the-token');
    await field.press('Enter');
    await page.getByText('The token was not accepted.').waitFor();
    await field.fill(OPERATOR);
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    const kept = await page.evaluate<object>(
      '({ tab: Object.values(sessionStorage), browser: Object.values(localStorage), cookie: document.cookie, text: document.documentElement.outerHTML.includes("operator-token") })',
    );
    expect(kept).toEqual({ tab: [OPERATOR], browser: [], cookie: '', text: false });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await field.waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await close();
  });

  it('takes a token out of its address at once, and asks for none where there is none', async () => {
    const { page, trouble, close } = await openDashboard(browser, await serve(), 'audit');
    expect(page.url()).not.toContain(OPERATOR);
    await page.goBack();
    expect(page.url()).not.toContain(OPERATOR);
    expect(trouble).toEqual([]);
    await close();
    const open = await openDashboard(browser, await serveOpen(), 'live', { token: null });
    await open.page.getByRole('heading', { name: 'Live' }).waitFor();
    expect(open.trouble).toEqual([]);
    await open.close();
  });

  it('shows calls as they come, by decision, and none while it is paused', async () => {
    const served = await serve();
    await call(served, 'read_file', { path: 'before.txt' });
    const { page, trouble, close } = await openDashboard(browser, served, 'live');
    await page.getByText('before.txt').waitFor();
    await page.getByText('Live', { exact: true }).last().waitFor();
    await call(served, 'exec', { command: 'rm -rf /' });
    await page.getByText('rm -rf /').waitFor();
    await page.getByRole('button', { name: 'deny' }).click();
    expect(await page.getByText('rm -rf /').count()).toBe(0);
    await page.getByRole('button', { name: 'Pause' }).click();
    await call(served, 'read_file', { path: 'meanwhile.txt' });
    await page.getByText('1 new while paused').waitFor();
    expect(await page.getByText('meanwhile.txt').count()).toBe(0);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('meanwhile.txt').waitFor();
    await page.getByRole('button', { name: 'Details' }).first().click();
    await page.getByRole('dialog').getByText('op_').first().waitFor();
    expect(trouble).toEqual([]);
    await close();
  });

  it('goes on where it was when the connection comes back', async () => {
    const served = await serve();
    const relay = await openRelay(served.port);
    const { page, close } = await openDashboard(browser, relay, 'live');
    await call(served, 'read_file', { path: 'before.txt' });
    await page.getByText('before.txt').waitFor();
    relay.cut();
    await page.getByText('Connection lost').waitFor();
    await call(served, 'read_file', { path: 'while-away.txt' });
    relay.mend();
    await page.getByText('while-away.txt').waitFor();
    expect(await page.getByText('before.txt').count()).toBe(1);
    await close();
    await relay.close();
  });

  it('brings an approval although the first question for it fails, and grants it by the name of its tool', async () => {
    const served = await serve();
    const { page, trouble, close } = await openDashboard(browser, served, 'approvals');
    await page.getByText('Nothing waits for you.').waitFor();
    let failures = 0;
    await page.route('**/approvals?state=pending', async (route) => {
      failures += 1;
      if (failures === 1) await route.abort();
      else await route.continue();
    });
    const handle = await askPeople(served, 'git push --force origin main');
    const card = page.getByRole('article', { name: 'exec' });
    await card.waitFor();
    expect(failures).toBeGreaterThan(1);
    expect(await page.title()).toBe('(1) Approvals — Sentinel AgentOS');
    expect(await card.innerText()).toContain('git push --force origin main');
    expect(await page.locator('[aria-live=assertive]').innerText()).toContain('exec');
    const grant = card.getByRole('button', { name: 'Grant' });
    const typed = card.getByRole('textbox');
    await typed.fill('exe');
    expect(await grant.isDisabled()).toBe(true);
    await typed.fill('exec');
    await typed.press('Enter');
    await card.waitFor({ state: 'detached' });
    const { json } = await served.ask(`/approvals/${handle}`);
    expect(json()).toMatchObject({ approval: { state: 'granted' } });
    expect(await page.title()).toBe('Approvals — Sentinel AgentOS');
    expect(trouble).toEqual([]);
    await close();
  });

  it('declines a call, and tells whoever has no operator token why nothing happened', async () => {
    const served = await serve();
    const handle = await askPeople(served, 'npm publish');
    const asAgent = await openDashboard(browser, served, 'approvals', { token: 'api-token-of-agents' });
    await asAgent.page.getByRole('button', { name: 'Decline' }).click();
    await asAgent.page.getByText('sign in with the operator token').first().waitFor();
    await asAgent.close();
    const { page, close } = await openDashboard(browser, served, 'approvals');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Nothing waits for you.').waitFor();
    const { json } = await served.ask(`/approvals/${handle}`);
    expect(json()).toMatchObject({ approval: { state: 'declined' } });
    await close();
  });

  it('searches the journal, shows an entry by the keyboard, and verifies', async () => {
    const served = await serve();
    for (const name of ['one', 'two', 'three']) await call(served, 'read_file', { path: `${name}.txt` });
    await call(served, 'exec', { command: 'rm -rf /' });
    const { page, trouble, close } = await openDashboard(browser, served, 'audit');
    const list = page.getByRole('listbox');
    await page.getByText('Calls: 4', { exact: true }).waitFor();
    await page.getByLabel('Text').fill('TWO.TXT');
    await list.getByText('one.txt').waitFor({ state: 'detached' });
    expect(await list.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining('two.txt')]);
    await page.getByLabel('Text').fill('');
    await page.getByLabel('Outcome').selectOption('BLOCKED');
    await list.getByText('rm -rf /').waitFor();
    await list.getByText('two.txt').waitFor({ state: 'detached' });
    expect(await list.getByRole('option').count()).toBe(1);
    await page.getByLabel('Outcome').selectOption('');
    await page.getByText('Calls: 4', { exact: true }).waitFor();
    await list.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('three.txt').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('listbox');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Trusted key').waitFor();
    expect(trouble).toEqual([]);
    await close();
  });

  it('halts and resumes one session, and all', async () => {
    const served = await serve();
    await call(served, 'exec', { command: 'npm test' });
    const halted = async (): Promise<unknown> => (await served.ask('/sessions')).json()['halted'];
    const { page, trouble, close } = await openDashboard(browser, served, 'sessions');
    const press = async (name: string, answer: string): Promise<void> => {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: answer, exact: true }).click();
    };
    await press('Halt', 'Halt now');
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    expect(await halted()).toEqual(['refactor']);
    await press('Resume', 'Resume');
    await page.getByRole('button', { name: 'Halt', exact: true }).waitFor();
    await press('Halt all', 'Cancel');
    expect(await halted()).toEqual([]);
    await press('Halt all', 'Halt now');
    await page.getByText('Everything is halted').waitFor();
    expect(await halted()).toEqual(['*']);
    await press('Resume all', 'Resume');
    await page.getByText('Sessions may work').waitFor();
    expect(trouble).toEqual([]);
    await close();
  });

  it('undoes a call after showing what it changed', async () => {
    const served = await serve();
    const file = join(served.workspaceRoot, 'notes.txt');
    writeFileSync(file, 'before');
    await call(
      served,
      'write_file',
      { path: 'notes.txt', content: 'after' },
      { run: () => writeFileSync(file, 'after') },
    );
    const { page, trouble, close } = await openDashboard(browser, served, 'snapshots');
    await page.getByRole('button', { name: 'Changes' }).click();
    await page.getByRole('dialog').getByText('notes.txt').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo now' }).click();
    await page.getByRole('heading', { name: 'Everything is as before the call.' }).waitFor();
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(trouble).toEqual([]);
    await close();
  });

  it('shows hostile names and texts as what they are', async () => {
    const served = await serve();
    await call(served, 'write_note', { [HOSTILE]: HOSTILE }, { sessionId: HOSTILE.slice(0, 200) });
    await served.ask('/memory/fact', { body: { fact: HOSTILE }, token: OPERATOR });
    await askPeople(served, `npm publish # ${HOSTILE}`, HOSTILE.slice(0, 200));
    const { page, trouble, close } = await openDashboard(browser, served, 'live', { width: 360 });
    for (const view of ['live', 'approvals', 'audit', 'sessions', 'memory']) {
      await page.evaluate(`location.hash = '#/${view}'`);
      await page.locator(`a[href="#/${view}"][aria-current="page"]`).waitFor();
      if (view === 'memory') await page.getByRole('tab', { name: 'Episodic' }).click();
      await page.locator('main bdi', { hasText: '<img src=x' }).first().waitFor();
      // The memory keeps no more of a session's name here than stands before it.
      if (view !== 'memory') await page.locator('main').getByText('⟨U+202E⟩').first().waitFor();
      expect(await page.evaluate('document.querySelectorAll("main img, main script").length')).toBe(0);
      expect({ view, overflow: await page.evaluate(OVERFLOW) }).toEqual({ view, overflow: 0 });
    }
    expect(trouble).toEqual([]);
    await close();
  });

  it('is gone through by the keyboard alone', async () => {
    const { page, close } = await openDashboard(browser, await serve(), 'memory');
    const focused = async (): Promise<string> => page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('Tab');
    for (let presses = 0; (await focused()) !== 'Skip to the content'; presses += 1) {
      expect(presses).toBeLessThan(40);
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const tab = page.getByRole('tab', { selected: true });
    await tab.focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab.innerText()).toBe('Episodic');
    await page.keyboard.press('End');
    expect(await tab.innerText()).toBe('Quarantined');
    await page.keyboard.press('ArrowRight');
    expect(await tab.innerText()).toBe('Working');
    expect(await page.evaluate(`document.querySelectorAll('[role=tab][tabindex="0"]').length`)).toBe(1);
    await page.getByRole('link', { name: 'Sessions' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    expect(await focused()).toBe('Sessions');
    await close();
  });

  it('keeps the language and the colours that were chosen', async () => {
    const { page, close } = await openDashboard(browser, await serve(), 'live', { language: 'zh' });
    await page.getByRole('heading', { name: '实时' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    const paper = async (): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    for (const name of ['Auto', 'Light'])
      await page.getByRole('button', { name: `Colours: ${name}` }).click();
    expect(await paper()).not.toBe(light);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: Dark' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await close();
  });
});

/** How much wider than the window the page is, in pixels. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
