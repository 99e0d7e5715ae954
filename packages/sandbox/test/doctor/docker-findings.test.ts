import { expect, it } from 'vitest';
import { dockerFindings, isRuncMended } from '../../src/doctor/docker-findings.js';
import type { DockerFacts } from '../../src/doctor/docker-findings.js';

const GOOD: DockerFacts = {
  engine: '28.0.0',
  runc: '1.3.3',
  osType: 'linux',
  cgroup: '2',
  memoryLimit: true,
  pidsLimit: true,
  cpuLimit: true,
  security: ['name=seccomp,profile=builtin'],
  image: 'node:24-slim',
  imagePresent: true,
};

it.each([
  ['1.1.5+ds1', false],
  ['1.2.7', false],
  ['1.2.8', true],
  ['1.2.12', true],
  ['1.3.2', false],
  ['1.3.3', true],
  ['1.4.0-rc.3', true],
  ['2.0.0', true],
  ['unknown', false],
])('runc %s has the mends of CVE-2025-31133, -52565 and -52881: %j', (version, mended) => {
  expect(isRuncMended(version)).toBe(mended);
});

it('finds nothing against a good engine', () => {
  expect(dockerFindings(GOOD).every(({ level }) => level === 'ok')).toBe(true);
});

it.each([
  [{ runc: '1.1.5' }, 'warning'],
  [{ runc: null }, 'warning'],
  [{ memoryLimit: false }, 'warning'],
  [{ pidsLimit: false }, 'warning'],
  [{ cpuLimit: false }, 'warning'],
  [{ security: [] }, 'missing'],
  [{ osType: 'windows' }, 'missing'],
  [{ imagePresent: false }, 'missing'],
])('%j is a finding, in both languages', (facts, level) => {
  const found = dockerFindings({ ...GOOD, ...facts }).filter((finding) => finding.level !== 'ok');
  expect(found.map((finding) => finding.level)).toEqual([level]);
  expect(found[0]?.what.en).not.toBe(found[0]?.what.zh);
});
