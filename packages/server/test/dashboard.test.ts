import { readdirSync, readFileSync } from 'node:fs';
import { posix, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { API, OPERATOR, serve } from './served-workspace.js';

const FOLDER = fileURLToPath(new URL('../dashboard/', import.meta.url));
const NAMES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
const SOURCES = NAMES.filter((name) => /\.(?:js|css|html|svg)$/.test(name));

/** The names of a module and of all that it imports, and of theirs. */
function modulesFrom(name: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const code = readFileSync(join(FOLDER, name), 'utf8');
  for (const [, path = ''] of code.matchAll(/^import [^;]* from '(\.[^']+)';$/gm)) {
    modulesFrom(posix.join(posix.dirname(name), path), found);
  }
  return found;
}

describe('the dashboard’s files', () => {
  it('[S2-211] are served to everybody, and hold no secret', async () => {
    const { ask } = await serve();
    const page = await ask('/dashboard', { token: null });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const name of SOURCES) {
      const { status, text, headers } = await ask(`/dashboard/${name}`, { token: null });
      expect([name, status]).toEqual([name, 200]);
      expect(text).toBe(readFileSync(join(FOLDER, name), 'utf8'));
      expect(text.includes(API) || text.includes(OPERATOR)).toBe(false);
      expect(headers.get('content-type')).toMatch(
        /^(?:text\/(?:html|javascript|css); charset=utf-8|image\/svg\+xml)$/,
      );
    }
  });

  it('say what the page may do: nothing inline, nothing from elsewhere, no frame', async () => {
    const { ask } = await serve();
    for (const path of ['/dashboard', '/dashboard/main.js', '/dashboard/colours.css']) {
      const { headers } = await ask(path, { token: null });
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('are the only ones that can be had, whatever a path says', async () => {
    const { ask } = await serve();
    const paths = [
      'nothing.js',
      'page.d.ts',
      'tsconfig.json',
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/src/index.ts',
      'views',
      'views/',
      '/etc/passwd',
      'main.js%00.css',
      '__proto__',
      'constructor',
    ];
    for (const path of paths) {
      const { status, text } = await ask(`/dashboard/${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toContain('There is no such endpoint');
    }
  });

  it('are fetched all at once: the page names every module that another one imports', () => {
    const html = readFileSync(join(FOLDER, 'index.html'), 'utf8');
    const named = [...html.matchAll(/<link rel="modulepreload" href="dashboard\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named).toEqual([...modulesFrom('main.js')].filter((name) => name !== 'main.js').sort());
  });

  it('write nothing but text into the page', () => {
    const code = SOURCES.filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
      .join('\n');
    expect(code).not.toMatch(
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser|document\.write|eval|srcdoc|javascript:)\b/,
    );
    expect(code).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg')/);
    const html = readFileSync(join(FOLDER, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc="dashboard\/)/);
  });
});
