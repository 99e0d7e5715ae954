import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeEgressFolder, reapEgressFolders } from '../../src/egress/egress-folder.js';
import { openEgress } from '../../src/egress/open-egress.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';

const HOST = fileURLToPath(new URL('children/open-egress.ts', import.meta.url));

/** The folder of a process that was killed with its way out open. */
async function leftFolder(): Promise<string> {
  const host = spawn(process.execPath, ['--conditions=@sentinel-agentos/source', '--import', 'tsx', HOST], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((settle) => host.on('exit', settle));
  const said = await new Promise((settle) => host.stdout.once('data', settle));
  host.kill('SIGKILL');
  await exited;
  return path.dirname(String(said));
}

it('removes what a process that was killed left behind, and nothing of one that lives', async () => {
  const { network } = parsePolicy({ workspaceRoot: '/work', networkPorts: [1] });
  const own = await openEgress(network, undefined);
  const left = await leftFolder();
  expect(existsSync(path.join(left, 'in', 'proxy.sock'))).toBe(true);
  expect(await reapEgressFolders()).toBe(1);
  expect([existsSync(left), existsSync(own.folder)]).toEqual([false, true]);
  expect(await reapEgressFolders()).toBe(0);
  await own.close();
  expect(existsSync(path.dirname(own.folder))).toBe(false);
});

it('follows no link that bears such a name, and leaves what bears another', async () => {
  const left = await leftFolder();
  const precious = mkdtempSync(path.join(tmpdir(), 'precious-'));
  const names = [
    `${left.slice(0, -1)}_`,
    `${left}-more`,
    path.join(tmpdir(), 'sentinel-egress-000000-1-abcdef'),
  ];
  symlinkSync(precious, names[0] ?? '');
  for (const name of names.slice(1)) mkdirSync(name);
  expect(await reapEgressFolders()).toBe(1);
  expect(existsSync(left)).toBe(false);
  expect([precious, ...names].every((place) => existsSync(place))).toBe(true);
});

it('has a name short enough for sockets in it', async () => {
  const folder = await makeEgressFolder();
  expect(path.basename(folder)).toMatch(/^sentinel-egress-[0-9a-f]{6}-[0-9a-z]{1,5}-.{6}$/);
});
