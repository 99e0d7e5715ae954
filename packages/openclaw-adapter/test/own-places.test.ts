import { expect, it } from 'vitest';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { call, openCore, temporaryFolders } from './scripted-host.js';
import { ownPaths } from '../src/own-places.js';

it("the host's whole state folder is the guard's own, but for the workspaces in it", () => {
  const places = { stateDir: '/home/ada/.openclaw', configFile: '/etc/openclaw.json' };
  const workspaces = ['/home/ada/.openclaw/workspace-bob', '/home/ada/work', '/home/ada/.openclaw', '/home'];
  expect(ownPaths(places, workspaces)).toEqual([
    '/etc/openclaw.json',
    {
      folder: '/home/ada/.openclaw',
      except: ['/home/ada/.openclaw/workspace', '/home/ada/.openclaw/workspace-bob'],
    },
  ]);
});

it('an agent changes nothing there, whatever leads there, and works in its workspace there', () => {
  const { stateDir } = temporaryFolders();
  const workspace = join(stateDir, 'workspace');
  mkdirSync(workspace);
  const core = openCore({}, { stateDir, workspace });
  symlinkSync(stateDir, join(workspace, 'link'));
  let count = 0;
  const ask = (tool: string, params: Readonly<Record<string, unknown>>): unknown =>
    core.gate.policy(...call(tool, params, `agent:main:${String((count += 1))}`));
  for (const path of ['openclaw.json', 'credentials/oauth.json', 'agents/main/sessions/a.jsonl', 'new.txt'])
    expect(ask('write', { path: join(stateDir, path), content: 'x' })).toMatchObject({ allow: false });
  expect(ask('write', { path: 'link/openclaw.json', content: 'x' })).toMatchObject({ allow: false });
  expect(ask('exec', { command: `npm install --prefix ${stateDir} left-pad` })).toMatchObject({
    allow: false,
  });
  expect(ask('exec', { command: `rm -rf ${join(stateDir, 'agents')}` })).toMatchObject({ allow: false });
  expect(ask('write', { path: join(workspace, 'new.txt'), content: 'x' })).toBeUndefined();
  expect(ask('write', { path: 'new.txt', content: 'x' })).toBeUndefined();
});

it("of the host's own command line an agent uses what only looks", () => {
  const core = openCore();
  let count = 0;
  const run = (command: string): unknown =>
    core.gate.policy(...call('exec', { command }, `agent:main:${String((count += 1))}`));
  for (const command of ['openclaw status', 'openclaw plugins list', 'openclaw sentinel status'])
    expect(run(command)).toBeUndefined();
  for (const command of [
    'openclaw agent exec "rm -rf ~"',
    'npx openclaw@latest doctor --fix',
    'openclaw message send --target x',
    'openclaw sentinel resume',
    'npx sentinel-agentos resume x',
  ])
    expect(run(command), command).toMatchObject({ allow: false });
});
