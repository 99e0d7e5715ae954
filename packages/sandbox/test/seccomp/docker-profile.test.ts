import { describe, expect, it } from 'vitest';
import { dockerSeccompProfile } from '../../src/seccomp/docker-profile.js';
import { SYSCALL_RULES } from '../../src/seccomp/syscall-rules.js';

describe('the seccomp profile for Docker', () => {
  const profile = dockerSeccompProfile();
  const allowing = profile.syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW');
  const refusing = profile.syscalls.filter(({ action }) => action === 'SCMP_ACT_ERRNO');

  it('lets through what the rules name, and answers anything else as if the kernel did not have it', () => {
    expect(new Set(allowing.flatMap(({ names }) => names))).toEqual(
      new Set(SYSCALL_RULES.map(({ name }) => name)),
    );
    expect([profile.defaultAction, profile.defaultErrnoRet]).toEqual(['SCMP_ACT_ERRNO', 38]);
  });

  it('says the same number to engines that overlook the default one', () => {
    expect(refusing).toHaveLength(1);
    expect(refusing[0]?.errnoRet).toBe(38);
    expect(refusing[0]?.names).toEqual(expect.arrayContaining(['clone3', 'io_uring_setup', 'mount']));
    const allowed = new Set(SYSCALL_RULES.map(({ name }) => name));
    expect(refusing[0]?.names.filter((name) => allowed.has(name))).toEqual([]);
  });

  it('opens no second architecture', () => {
    expect(profile.archMap.flatMap(({ subArchitectures }) => subArchitectures)).toEqual([]);
  });

  it('tests arguments by mask and value', () => {
    expect(allowing.find(({ names }) => names.includes('clone'))?.args).toEqual([
      { index: 0, value: 0x7e02_0000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' },
    ]);
  });

  it('is JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  });
});
