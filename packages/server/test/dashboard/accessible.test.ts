import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, IS_REQUIRED, openChromium } from '../support/chromium.js';
import { askPeople, call, openDashboard } from './dashboard-page.js';
import { serve } from '../served-workspace.js';
import { wrongs } from './axe-wrongs.js';
import type { Browser } from 'playwright-core';
import type { Served } from '../served-workspace.js';

const VIEWS = ['live', 'approvals', 'audit', 'sessions', 'memory', 'snapshots'];

/** A server where every view has something to show. */
async function serveBusy(): Promise<Served> {
  const served = await serve();
  const file = join(served.workspaceRoot, 'notes.txt');
  writeFileSync(file, 'before');
  const run = (): void => writeFileSync(file, 'after');
  await call(served, 'write_file', { path: 'notes.txt', content: 'after' }, { run });
  await call(served, 'exec', { command: 'npm test' }, { sessionId: 'nightly' });
  await call(served, 'exec', { command: 'rm -rf /' });
  await askPeople(served, 'git push --force origin main');
  return served;
}

describe.skipIf(CHROMIUM === null && !IS_REQUIRED)(
  'the dashboard for everybody (skipped: no Chromium)',
  () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await openChromium();
    });
    afterAll(async () => browser.close());

    it.each([
      ['en', 'light', 1180],
      ['zh', 'dark', 360],
    ] as const)('meets WCAG 2.2 AA in every view: %s, %s, %i pixels', async (language, scheme, width) => {
      const served = await serveBusy();
      const { page, trouble, close } = await openDashboard(browser, served, 'live', {
        language,
        scheme,
        width,
      });
      for (const view of VIEWS) {
        await page.evaluate(`location.hash = '#/${view}'`);
        await page.waitForSelector(`a[href="#/${view}"][aria-current="page"]`);
        await page.waitForSelector('[aria-busy]', { state: 'detached' });
        expect({ view, wrongs: await wrongs(page) }).toEqual({ view, wrongs: [] });
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect({ view, overflow: await page.evaluate(overflow) }).toEqual({ view, overflow: 0 });
      }
      expect(trouble).toEqual([]);
      await close();
    });

    it('meets it where it asks for the token, and in a dialog', async () => {
      const served = await serveBusy();
      const login = await openDashboard(browser, served, 'live', { token: null, scheme: 'dark' });
      await login.page.getByLabel('Token').waitFor();
      expect(await wrongs(login.page)).toEqual([]);
      await login.close();
      const { page, close } = await openDashboard(browser, served, 'live');
      await page.getByRole('button', { name: 'Details' }).first().click();
      await page.getByRole('dialog').getByText('op_').waitFor();
      expect(await wrongs(page)).toEqual([]);
      await close();
    });
  },
);
