// node scripts/system-packages.mjs <what> …: installs the system programs that tests need, where they are missing.
// Debian and its kin; as root, or through sudo. Doing it again does nothing. Without <what> it lists what it knows.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What a name of SENTINEL_REQUIRE means: the programs that must be there, each by its names, and the packages that
 * bring them.
 */
const KNOWN = new Map([
  ['git', { programs: [['git']], packages: ['git'] }],
  ['npm', { programs: [['npm']], packages: ['npm'] }],
  ['chromium', { programs: [['chromium', 'google-chrome']], packages: ['chromium'] }],
  [
    'docker',
    {
      programs: [['dockerd'], ['iptables'], ['busybox']],
      packages: ['docker.io', 'iptables', 'busybox-static'],
    },
  ],
  [
    'bubblewrap',
    { programs: [['bwrap'], ['prlimit'], ['perl']], packages: ['bubblewrap', 'util-linux', 'perl-base'] },
  ],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !KNOWN.has(name));
if (wanted.length === 0 || unknown.length > 0) {
  process.stderr.write(
    `Usage: node scripts/system-packages.mjs <what> …\nKnown: ${[...KNOWN.keys()].join(', ')}\n`,
  );
  process.exit(2);
}

const missing = wanted
  .map((name) => KNOWN.get(name))
  .filter((entry) => entry?.programs.every((names) => names.some(isInstalled)) === false);
const packages = missing.flatMap((entry) => entry?.packages ?? []);
if (packages.length > 0) {
  aptGet('update', '-qq');
  aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** @param {string} program */
function isInstalled(program) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {readonly string[]} args */
function aptGet(...args) {
  const privileged = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  // policy-rc.d would start the engine as a service; the tests start their own and end it.
  const command = [...privileged, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', ...args];
  const ran = spawnSync(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] });
  if (ran.error === undefined && ran.status === 0) return;
  process.stderr.write(
    `apt-get ${args.join(' ')} failed${ran.error === undefined ? '' : `: ${ran.error.message}`}\n`,
  );
  process.exit(1);
}
