import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '..', '..');
const SERVERS = /^(?:express|puppeteer.*|ws|cors|hono|@hono\/.*|fastify|koa|socket\.io)$/;

/** The names of everything that is installed with a package: what it depends on, and what that does. */
function installedWith(folder: string, seen: Map<string, string> = new Map()): ReadonlyMap<string, string> {
  const real = realpathSync(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const found = findPackage(name, real);
    if (found === null || seen.has(name)) continue;
    seen.set(name, found);
    installedWith(found, seen);
  }
  return seen;
}

function findPackage(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

it('[S2-115] the SDK brings no server, no browser and no socket library with it', () => {
  const names = [...installedWith(join(PACKAGES, 'agentos')).keys()];
  expect(names).toEqual(expect.arrayContaining(['@sentinel-agentos/core', 'zod']));
  expect(names.filter((name) => SERVERS.test(name))).toEqual([]);
});

it('[S2-116] core and server are packages of their own: the server knows the SDK, and nobody below knows it', () => {
  expect([...installedWith(join(PACKAGES, 'core')).keys()]).toEqual([]);
  expect([...installedWith(join(PACKAGES, 'agentos')).keys()]).not.toContain('@sentinel-agentos/server');
  expect([...installedWith(join(PACKAGES, 'server')).keys()]).toEqual(
    expect.arrayContaining(['hono', 'sentinel-agentos', '@sentinel-agentos/core']),
  );
});
