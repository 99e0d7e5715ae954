import { chromium, type Page } from 'playwright-core';
import { createServer } from '@sentinel-agentos/server';
import { AgentOS, locateState } from 'sentinel-agentos';
import { openJournal } from '@sentinel-agentos/audit';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callRecords } from './auditing/call-records.js';
import { median, round } from './measuring/statistics.js';

/**
 * The dashboard over a large journal, in Chromium: milliseconds from what a person does to the rows that answer it.
 * The first rows are to be there within a second. Searches include the 250 ms that the page waits for the next key.
 */
const { values } = parseArgs({
  options: { records: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
});
const records = Number(values.records);
const rounds = Number(values.rounds);
const BATCH = 2048;
const PLACES = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

const program = PLACES.find((path) => existsSync(path));
if (program === undefined) throw new Error(`This benchmark needs a browser: ${PLACES.join(' or ')}.`);

const root = mkdtempSync(join(tmpdir(), 'bench-dashboard-'));
const place = { workspaceRoot: join(root, 'workspace'), userStateDir: join(root, 'user') };
mkdirSync(place.workspaceRoot);

/** Milliseconds until the first row of the list holds a text, after something was done in the page. */
async function untilFirstRow(page: Page, act: string, text: string): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const begin = performance.now();
    const look = () => {
      const row = document.querySelector('.list .item');
      if (row?.textContent.includes(${JSON.stringify(text)})) resolve(performance.now() - begin);
      else requestAnimationFrame(look);
    };
    ${act};
    look();
  })`);
}

const typed = (field: number, text: string): string =>
  `{ const field = document.querySelectorAll('.filters input, .filters select')[${field}];
     field.value = ${JSON.stringify(text)};
     field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true })); }`;

try {
  const { audit: dir, keys: keyDir, anchors: anchorDir } = locateState(place);
  const journal = openJournal({ dir, keyDir, anchorDir });
  let waiting: Promise<unknown>[] = [];
  let calls = 0;
  for (const record of callRecords(records)) {
    if (record.kind !== 'outcome') calls += 1;
    waiting.push(journal.append(record));
    if (waiting.length < BATCH) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  await journal.close();
  console.log(`filled with ${records} records of ${calls} calls`);

  const os = new AgentOS(place);
  const server = createServer({ port: 0, os });
  const { url } = await server.start();
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  const times: Record<string, number[]> = { open: [], filter: [], session: [], text: [], oldestText: [] };
  for (let index = 0; index < rounds; index += 1) {
    const page = await browser.newPage();
    const begin = performance.now();
    await page.goto(`${url}/dashboard#/audit`);
    await page.locator('.list .item').first().waitFor();
    times['open']?.push(performance.now() - begin);
    // Every hundredth call is blocked; the newest has the number below.
    const blocked = (Math.floor(calls / 100) - 1) * 100 + 99;
    times['filter']?.push(await untilFirstRow(page, typed(4, 'BLOCKED'), `task-${blocked} `));
    times['session']?.push(await untilFirstRow(page, typed(4, '') + typed(2, 'session-3'), 'task-1999 '));
    times['text']?.push(
      await untilFirstRow(page, typed(2, '') + typed(0, `task-${calls - 50} `), `task-${calls - 50} `),
    );
    times['oldestText']?.push(await untilFirstRow(page, typed(0, 'task-7 '), 'task-7 '));
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(`${url}/dashboard#/audit`);
  await page.locator('.list .item').first().waitFor();
  const scrolled = performance.now();
  await page.evaluate(`new Promise((resolve) => {
    const list = document.querySelector('.list');
    const down = () => {
      const rows = Number(list.querySelector('.item')?.getAttribute('aria-setsize') ?? 0);
      if (rows >= 10_000) return resolve();
      list.scrollTop = list.scrollHeight;
      requestAnimationFrame(down);
    };
    down();
  })`);
  const scrollMs = performance.now() - scrolled;
  const drawn: number = await page.evaluate('document.querySelectorAll(".list .item").length');
  await browser.close();
  await server.stop();
  await os.close();

  const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, round(median(all))]));
  console.log(
    `first rows after ${medians['open']} ms; a filter ${medians['filter']} ms; a text ${medians['text']} ms, the oldest ${medians['oldestText']} ms`,
  );
  console.log(`scrolled to row 10000 in ${round(scrollMs)} ms, ${drawn} rows in the page`);
  console.log(
    JSON.stringify({
      records,
      calls,
      medianMs: medians,
      scrollTo10000Ms: round(scrollMs),
      rowsInPage: drawn,
      load: loadavg().map(round),
    }),
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
