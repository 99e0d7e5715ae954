import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** Where Debian and the runners of GitHub have it. */
const PLACES: readonly string[] = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The browser's program; null where there is none. */
export const CHROMIUM: string | null = PLACES.find((path) => existsSync(path)) ?? null;

/** Whether a machine without the browser fails instead of skipping. */
export const IS_REQUIRED: boolean = (process.env['SENTINEL_REQUIRE'] ?? '').split(',').includes('chromium');

/** Nothing of it asks a network for anything by itself. */
const ARGUMENTS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/** A real headless browser with a profile folder of its own. */
export async function openChromium(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'sentinel-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? PLACES[0] ?? '',
    args: [...ARGUMENTS],
    offline: true,
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
