import { describe, expect, it } from 'vitest';
import { decideTarget, hostPorts } from '../../src/egress/decide-target.js';
import { readHostName } from '../../src/egress/host-name.js';
import type { NetworkPolicy } from '../../src/policy/sandbox-policy.js';

const whitelist: NetworkPolicy = {
  mode: 'whitelist',
  hosts: ['api.example.org', '*.cdn.example.org', 'git.example.org:22', 'localhost:5432', 'localhost'],
  ports: [80, 443],
};
const localhost: NetworkPolicy = { mode: 'localhost', hosts: [], ports: [8080] };
const none: NetworkPolicy = { mode: 'none', hosts: [], ports: [] };

function decide(policy: NetworkPolicy, host: string, port: number): string {
  return decideTarget(policy, readHostName(host), port).reason;
}

describe('the policy of a network', () => {
  it.each([
    ['api.example.org', 443, 'listed'],
    ['API.example.org.', 80, 'listed'],
    ['api.example.org', 8443, 'port-not-listed'],
    ['evil.org', 443, 'host-not-listed'],
    ['api.example.org.evil.org', 443, 'host-not-listed'],
    ['notapi.example.org', 443, 'host-not-listed'],
    ['a.cdn.example.org', 443, 'listed'],
    ['a.b.cdn.example.org', 443, 'listed'],
    ['cdn.example.org', 443, 'host-not-listed'],
    ['evilcdn.example.org', 443, 'host-not-listed'],
    ['git.example.org', 22, 'listed'],
    ['git.example.org', 443, 'port-not-listed'],
    ['localhost', 5432, 'host-port'],
    ['localhost', 80, 'port-not-listed'],
    ['x.localhost', 5432, 'port-not-listed'],
    ['127.0.0.1', 5432, 'ip-address'],
    ['a b', 443, 'bad-host'],
  ])('with a whitelist answers %s:%i with %s', (host, port, reason) => {
    expect(decide(whitelist, host, port)).toBe(reason);
  });

  it('with localhost reaches the ports of this machine that are named, and no host', () => {
    expect(decide(localhost, 'localhost', 8080)).toBe('host-port');
    expect(decide(localhost, 'localhost', 8081)).toBe('port-not-listed');
    expect(decide(localhost, 'example.org', 8080)).toBe('host-not-listed');
  });

  it('with none reaches nothing', () => {
    expect(decide(none, 'localhost', 80)).toBe('host-not-listed');
    expect(decide(none, 'example.org', 80)).toBe('host-not-listed');
  });

  it('names the ports of this machine', () => {
    expect(hostPorts(whitelist)).toEqual([5432]);
    expect(hostPorts(localhost)).toEqual([8080]);
    expect(hostPorts(none)).toEqual([]);
  });
});
