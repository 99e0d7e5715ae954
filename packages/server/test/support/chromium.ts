import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

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

/** A real headless browser with an empty profile. */
export async function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? PLACES[0] ?? '', args: [...ARGUMENTS] });
}
