// npm run e2e:openclaw: the packed plugin in the real gateway, offline. Needs Node 24.16 or newer, and npm once, to
// fetch OpenClaw into a cache folder. Flags are those of `node --test`, for example --test-name-pattern=halt.
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';

/**
 * The host that the adapter is shown on. Its plugin API is experimental: every version is a new one. The oldest that
 * takes the plugin is shown with OPENCLAW_VERSION=2026.9.1.
 */
const OPENCLAW = process.env.OPENCLAW_VERSION ?? '2026.9.6';
const NEEDS = [24, 16];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < NEEDS[0] || (major === NEEDS[0] && minor < NEEDS[1])) {
  process.stderr.write(`OpenClaw needs Node ${NEEDS.join('.')}: npx -y -p node@24 npm run e2e:openclaw\n`);
  process.exit(2);
}

const root = join(import.meta.dirname, '..', '..');
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'sentinel-agentos',
  `openclaw-${OPENCLAW}`,
);
const bin = process.env.OPENCLAW_BIN ?? join(cache, 'node_modules', '.bin', 'openclaw');
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };

if (!existsSync(bin)) {
  mkdirSync(cache, { recursive: true });
  run('npm', ['install', '--prefix', cache, '--no-audit', '--no-fund', '--no-save', `openclaw@${OPENCLAW}`]);
}
const packed = mkdtempSync(join(tmpdir(), 'sentinel-openclaw-packed-'));
run('npx', ['--yes', 'pnpm@10.34.9', '--filter', '@sentinel-agentos/openclaw-adapter', 'run', 'build']);
run('npm', ['pack', join(root, 'packages', 'openclaw-adapter'), '--pack-destination', packed, '--silent']);
const [tarball = ''] = readdirSync(packed);

const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-reporter=spec', ...process.argv.slice(2), join(import.meta.dirname, 'gateway.test.mjs')],
  {
    stdio: 'inherit',
    env: { ...env, OPENCLAW_BIN: bin, SENTINEL_TARBALL: join(packed, tarball) },
  },
);
process.exit(status ?? 1);

function run(program, args) {
  const { status: code } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) {
    process.stderr.write(`${program} ${args.join(' ')} failed\n`);
    process.exit(1);
  }
}
