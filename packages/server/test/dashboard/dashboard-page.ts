import { expect } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OPERATOR } from '../served-workspace.js';
import type { Served } from '../served-workspace.js';

/** A page of the dashboard that is open in a browser. */
export interface DashboardPage {
  readonly page: Page;
  /** What the page said, broke, or asked of anybody but its server. */
  readonly trouble: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Look {
  readonly language?: 'en' | 'zh';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  /** Null: none is given. */
  readonly token?: string | null;
}

/** Opens a view as a person who has the operator token. */
export async function openDashboard(
  browser: Browser,
  { url }: Pick<Served, 'url'>,
  view: string,
  { language = 'en', scheme = 'light', width = 1180, token = OPERATOR }: Look = {},
): Promise<DashboardPage> {
  const options: BrowserContextOptions = {
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height: 860 },
  };
  const context = await browser.newContext(options);
  // Shorter than a test may take: what was waited for is in the report.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
  page.on('console', (message) => {
    // A browser itself says so of every refused request.
    if (!message.text().startsWith('Failed to load resource')) trouble.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(`${url}/dashboard${token === null ? '' : `#token=${token}`}`);
  if (token !== null) {
    await page.waitForSelector('.frame');
    await page.evaluate(`location.hash = '#/${view}'`);
    await page.waitForSelector(`a[href="#/${view}"][aria-current="page"]`);
  }
  return { page, trouble, close: async () => context.close() };
}

/** One call as an agent makes it: begun, and completed when it may run. */
export async function call(
  { ask }: Pick<Served, 'ask'>,
  toolName: string,
  parameters: object,
  { sessionId = 'refactor', run = (): void => undefined }: { sessionId?: string; run?: () => void } = {},
): Promise<void> {
  const begun = await ask('/pipeline/pre', { body: { toolName, parameters, sessionId } });
  expect([toolName, begun.status]).toEqual([toolName, 200]);
  const { snapshot } = begun.json() as { snapshot: object | null };
  if (snapshot === null) return;
  run();
  const body = { toolName, toolParameters: parameters, toolResult: 'done', sessionId, snapshot };
  expect((await ask('/pipeline/post', { body })).status).toBe(200);
}

/** A call that the people of the server are asked about; its handle. */
export async function askPeople(
  { ask }: Pick<Served, 'ask'>,
  command: string,
  sessionId = 'refactor',
): Promise<string> {
  const body = { toolName: 'exec', parameters: { command }, sessionId, approval: 'server' };
  const asked = await ask('/pipeline/pre', { body });
  expect(asked.status).toBe(202);
  return (asked.json() as { approval: { id: string } }).approval.id;
}
