import { expect, it } from 'vitest';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { agentsOf } from '../src/host-config.js';

it('an agent works where the host has it work', () => {
  const list = [{ id: 'Ada', workspace: '~/ada' }, { id: 'main', default: true }, { id: 'bob' }];
  expect(agentsOf({ agents: { list } }, '/state')).toEqual([
    { id: 'ada', workspace: join(homedir(), 'ada') },
    { id: 'main', workspace: '/state/workspace' },
    { id: 'bob', workspace: '/state/workspace-bob' },
  ]);
  const config = { agents: { list: [{ id: 'main' }, { id: 'bob' }], defaults: { workspace: '/work' } } };
  expect(agentsOf(config, '/state').map(({ workspace }) => workspace)).toEqual(['/work', '/work/bob']);
  expect(agentsOf(undefined, '/state')).toEqual([{ id: 'main', workspace: '/state/workspace' }]);
});

it('whatever stands in the configuration, there is an agent', () => {
  fc.assert(fc.property(fc.anything(), (list) => agentsOf({ agents: { list } }, '/state').length > 0));
});
