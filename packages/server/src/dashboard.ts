import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readdirSync, readFileSync } from 'node:fs';
import type { Env, Hono } from 'hono';

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url);

/** Beside `src` and `dist`, in the checkout as in the published package. */
const FOLDER = join(dirname(here), '..', 'dashboard');

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/**
 * The page runs its own scripts and no other, loads and asks nothing from elsewhere, and cannot be framed or send a
 * form: what an agent wrote has no way to act, even if it got into the page.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface DashboardFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Serves the dashboard at `/dashboard` to everybody: it is a page that holds no secret and asks for the token itself.
 * Only files that were there when the first was asked for are served, by their names; no path of a request reaches
 * the disk.
 */
export function serveDashboard<E extends Env>(app: Hono<E>): void {
  let files: ReadonlyMap<string, DashboardFile> | null = null;
  const fileAt = (name: string): DashboardFile | undefined => (files ??= readFiles()).get(name);

  for (const path of ['/dashboard', '/dashboard/:name{.+}']) {
    app.get(path, async (context, next) => {
      const file = fileAt(context.req.param('name') ?? 'index.html');
      if (file === undefined) return next();
      context.header('content-security-policy', CONTENT_SECURITY_POLICY);
      return context.body(file.bytes, 200, { 'content-type': file.mediaType });
    });
  }
}

function readFiles(): ReadonlyMap<string, DashboardFile> {
  const files = new Map<string, DashboardFile>();
  for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const mediaType = MEDIA_TYPES.get(extname(entry.name));
    if (!entry.isFile() || mediaType === undefined) continue;
    files.set(relative(FOLDER, path).split(sep).join('/'), {
      mediaType,
      bytes: new Uint8Array(readFileSync(path)),
    });
  }
  return files;
}
