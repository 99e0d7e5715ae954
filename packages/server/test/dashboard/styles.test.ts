import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, IS_REQUIRED, openChromium } from '../support/chromium.js';
import { call, openDashboard } from './dashboard-page.js';
import { serve } from '../served-workspace.js';
import type { Browser } from 'playwright-core';

interface Rule {
  /** `@media …`, or nothing: it holds in every window. */
  readonly block: string;
  readonly selector: string;
  readonly declarations: readonly string[];
}

const BLOCK = /([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}/g;
const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** Every rule of a style in which blocks hold rules and rules hold no further ones. */
function rulesOf(css: string, block = ''): readonly Rule[] {
  return [...css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(BLOCK)].flatMap(([, head = '', body = '']) => {
    const selector = tidy(head);
    if (selector.startsWith('@')) return rulesOf(body, selector);
    return [
      {
        block,
        selector,
        declarations: body
          .split(';')
          .map(tidy)
          .filter((each) => each !== ''),
      },
    ];
  });
}

describe.each(['page.css', 'parts.css'])('the rules of %s', (file) => {
  const rules = rulesOf(readFileSync(new URL(`../../dashboard/${file}`, import.meta.url), 'utf8'));

  it('stand once in a block: none is hidden by a later one', () => {
    const heads = rules.map(({ block, selector }) => `${block} ${selector}`);
    expect(heads.length).toBeGreaterThan(20);
    expect(heads.filter((head, place) => heads.indexOf(head) !== place)).toEqual([]);
  });

  it('do not say again for some windows what holds in every one', () => {
    const always = new Map(
      rules.filter(({ block }) => block === '').map(({ selector, declarations }) => [selector, declarations]),
    );
    const again = rules
      .filter(({ block }) => block.startsWith('@media'))
      .flatMap(({ selector, declarations }) =>
        declarations
          .filter((each) => always.get(selector)?.includes(each))
          .map((each) => `${selector}: ${each}`),
      );
    expect(again).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === null && !IS_REQUIRED)('a narrow window (skipped: no Chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(async () => browser.close());

  it('has the same filters as a wide one, and no room for what is empty', async () => {
    const served = await serve();
    await call(served, 'exec', { command: 'npm test' });
    const looks: unknown[] = [];
    for (const width of [360, 1180]) {
      const { page, close } = await openDashboard(browser, served, 'live', { width });
      await page.getByRole('button', { name: 'notify' }).click();
      looks.push(
        await page.evaluate(
          `[...document.querySelectorAll('button.filter')].map((filter) => {
            const { minHeight, padding, border, borderRadius, backgroundColor, boxShadow } = getComputedStyle(filter);
            const chip = getComputedStyle(filter.querySelector('.chip'));
            return [minHeight, padding, border, borderRadius, backgroundColor, boxShadow, chip.backgroundColor, chip.color, chip.textDecorationLine];
          })`,
        ),
      );
      expect(
        await page.evaluate(`getComputedStyle(document.querySelector('.line > .chip')).justifySelf`),
      ).toBe('start');
      await page.evaluate(`location.hash = '#/memory'`);
      await page.getByRole('search').waitFor();
      const empty = await page.evaluate<string[]>(
        `[...document.querySelectorAll('form > :empty')].map((each) => getComputedStyle(each).display)`,
      );
      expect(empty).toEqual(['none']);
      await close();
    }
    expect(looks[0]).toHaveLength(4);
    expect(looks[0]).toEqual(looks[1]);
    expect(JSON.stringify(looks[0])).toContain('line-through');
  });
});
