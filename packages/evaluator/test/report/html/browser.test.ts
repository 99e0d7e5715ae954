import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, IS_REQUIRED, openChromium } from '../../support/chromium.js';
import { emptyReport, sampleReport, sampleReportCall } from '../../support/sample-report.js';
import { FOCUSED, LOW_CONTRAST, OVERFLOW, VISIBLE_CHARTS } from '../../support/page-probes.js';
import { htmlReport } from '../../../src/index.js';
import type { Browser } from '../../support/chromium.js';
import type { Page } from 'playwright-core';
import type { ReportData } from '../../../src/index.js';

type Scheme = 'light' | 'dark';

interface Opened {
  readonly page: Page;
  /** What the page said, asked for, and broke. */
  readonly trouble: readonly string[];
}

const HOSTILE = `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"'\0\u202e${'W'.repeat(5000)}`;

const hostileReport = (): ReportData =>
  sampleReport({
    sessionId: HOSTILE,
    calls: Array.from({ length: 20 }, (_, index) => ({
      ...sampleReportCall(index),
      tool: `${index}${HOSTILE}`,
      callId: `${index}${HOSTILE}`,
      sessionId: HOSTILE,
    })),
  });

describe.skipIf(CHROMIUM === null && !IS_REQUIRED)('the page in Chromium (skipped: no Chromium)', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sentinel-page-'));
    browser = await openChromium();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(html: string, scheme: Scheme, width: number): Promise<Opened> {
    const file = join(folder, 'report.html');
    writeFileSync(file, html);
    const page = await browser.context.newPage();
    const trouble: string[] = [];
    const url = pathToFileURL(file).href;
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (request.url() !== url) trouble.push(`request: ${request.url()}`);
    });
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(url);
    return { page, trouble };
  }

  it.each([
    ['en', 'light'],
    ['zh', 'dark'],
    ['en', 'dark'],
    ['zh', 'light'],
  ] as const)(
    'asks for nothing, complains of nothing, and is easy to read: %s, %s',
    async (language, scheme) => {
      const { page, trouble } = await open(htmlReport(sampleReport(), { language }), scheme, 900);
      const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe(scheme === 'light' ? 'rgb(252, 251, 248)' : 'rgb(20, 22, 26)');
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
      const { seen, low } = await page.evaluate<{ seen: number; low: readonly string[] }>(LOW_CONTRAST);
      expect(low).toEqual([]);
      expect(seen).toBeGreaterThan(500);
      expect(trouble).toEqual([]);
      await page.close();
    },
  );

  it.each([
    [900, 'w'],
    [360, 'n'],
  ])('shows every chart once, and no more than its width of %i pixels', async (width, kind) => {
    const { page, trouble } = await open(htmlReport(sampleReport()), 'light', width);
    const charts =
      await page.evaluate<readonly { kind: string; width: number; height: number; shapes: number }[]>(
        VISIBLE_CHARTS,
      );
    expect(charts.map((chart) => chart.kind)).toEqual(Array.from({ length: 5 }, () => kind));
    for (const chart of charts) {
      expect(chart.width).toBeGreaterThan(300);
      expect(chart.height).toBeGreaterThan(100);
      expect(chart.shapes).toBeGreaterThan(5);
    }
    expect(await page.evaluate<number>(OVERFLOW)).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it.each([
    ['of an agent that names its tools to break it', hostileReport],
    ['of nothing', emptyReport],
  ])('%s is a page like any other', async (_name, report) => {
    const { page, trouble } = await open(htmlReport(report()), 'light', 360);
    expect(await page.evaluate<number>('document.querySelectorAll("script, img").length')).toBe(0);
    expect(await page.title()).toBe('Agent report — Sentinel AgentOS');
    expect(await page.evaluate<number>(OVERFLOW)).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('gives its tables to the keyboard', async () => {
    const { page } = await open(htmlReport(sampleReport()), 'light', 360);
    const focused = async (): Promise<{
      tag: string;
      className: string;
      isOpen: boolean;
      scrollLeft: number;
    }> => page.evaluate(FOCUSED);
    for (let presses = 0; (await focused()).tag !== 'SUMMARY'; presses += 1) {
      expect(presses).toBeLessThan(40);
      await page.keyboard.press('Tab');
    }
    expect(await focused()).toMatchObject({ isOpen: false });
    await page.keyboard.press('Enter');
    expect(await focused()).toMatchObject({ isOpen: true });
    await page.keyboard.press('Tab');
    expect(await focused()).toMatchObject({ tag: 'DIV', className: 'scroll' });
    // A busy machine may take the first keys before it knows that there is something to scroll.
    const scrolled = async (): Promise<number> => {
      await page.keyboard.press('ArrowRight');
      return (await focused()).scrollLeft;
    };
    await expect.poll(scrolled, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.close();
  });

  it('leads from a number to its record', async () => {
    const { page } = await open(htmlReport(sampleReport()), 'light', 900);
    await page.locator('.warnings .ev a').first().click();
    const row = page.locator('tr:target');
    expect(await row.innerText()).toContain('op_');
    expect(await row.isVisible()).toBe(true);
    await page.close();
  });

  it('prints without what only a screen can use', async () => {
    const { page } = await open(htmlReport(sampleReport()), 'dark', 794);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('details').first().isVisible()).toBe(false);
    const charts = await page.evaluate<readonly { kind: string }[]>(VISIBLE_CHARTS);
    expect(charts.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'w'));
    expect(await page.evaluate<number>(OVERFLOW)).toBe(0);
    await page.close();
  });

  const pictures = process.env['SENTINEL_PICTURES'];
  it.runIf(pictures !== undefined)('writes the pictures of the documentation', async () => {
    for (const [language, scheme, from, to] of [
      ['en', 'light', 'header', '#quality'],
      ['zh', 'dark', '#risk', '#feedback'],
    ] as const) {
      const { page } = await open(htmlReport(sampleReport(), { language }), scheme, 760);
      const first = await page.locator(from).boundingBox();
      const last = await page.locator(to).boundingBox();
      const top = Math.max(0, (first?.y ?? 0) - 32);
      const clip = { x: 0, y: top, width: 760, height: (last?.y ?? 0) + (last?.height ?? 0) + 32 - top };
      const path = join(pictures ?? '', `report-${language}-${scheme}.png`);
      // The page's policy refuses the style by which a screenshot hides the caret.
      await page.screenshot({ path, caret: 'initial', fullPage: true, clip });
      await page.close();
    }
  });
});
