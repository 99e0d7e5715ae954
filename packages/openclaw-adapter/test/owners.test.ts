import { expect, it } from 'vitest';
import { createOwners } from '../src/owners.js';
import { openCore, person } from './scripted-host.js';

const config = { commands: { ownerAllowFrom: ['telegram:1001', '*', 7] } };
const turn = { agentId: 'main', sessionKey: 'agent:main:main', runId: 'run', trigger: 'user' };

it('the owner is whom the configuration names, on that channel', () => {
  const owners = createOwners(() => config);
  expect(owners.isNamed('telegram', '1001')).toBe(true);
  expect(owners.isNamed('slack', '1001')).toBe(false);
  expect(owners.isNamed('slack', '7')).toBe(true);
  expect(owners.isNamed('telegram', '*')).toBe(false);
  expect(owners.isNamed('telegram', undefined)).toBe(false);
  expect(createOwners(() => null).isAnyNamed()).toBe(false);
});

it("a turn is the owner's where the host said so before, and never in a group", () => {
  const owners = createOwners(() => config);
  const web = { ...turn, channel: 'webchat', senderId: 'gateway-client' };
  expect(owners.isOwnTurn(web)).toBe(false);
  owners.saw(web, true);
  expect(owners.isOwnTurn(web)).toBe(true);
  expect(owners.isOwnTurn({ ...web, senderId: 'other' })).toBe(false);
  owners.saw(web, false);
  expect(owners.isOwnTurn(web)).toBe(false);
  const telegram = { ...turn, messageProvider: 'telegram', senderId: '1001' };
  expect(owners.isOwnTurn(telegram)).toBe(true);
  expect(owners.isOwnTurn({ ...telegram, sessionKey: 'agent:main:telegram:group:-5' })).toBe(false);
  expect(owners.isOwnTurn({ ...turn, trigger: 'cron' })).toBe(true);
});

it('nobody but an owner allows, resumes or undoes in a channel, where the configuration names one', () => {
  const core = openCore({}, undefined, config);
  core.chat(person('halt'));
  for (const verb of ['resume', 'allow once', 'undo'])
    expect(core.chat(person(verb, { senderId: '6666' }))).toMatch(/needs a person who may approve/);
  expect(core.chat(person('resume', { senderId: '1001' }))).toBe('Resumed: agent:main:test');
});
