import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AARCH64_SYSCALLS } from '../../src/seccomp/aarch64-syscalls.js';
import { ALLOWED_SYSCALLS } from '../../src/seccomp/allowed-syscalls.js';
import { ARGUMENT_RULES } from '../../src/seccomp/argument-rules.js';
import { SYSCALL_RULES } from '../../src/seccomp/syscall-rules.js';
import { syscallNumbers } from '../../src/seccomp/syscall-run.js';
import { X86_64_SYSCALLS } from '../../src/seccomp/x86-64-syscalls.js';

const X86_64 = syscallNumbers(X86_64_SYSCALLS);
const AARCH64 = syscallNumbers(AARCH64_SYSCALLS);

/** The numbers that a header of the kernel gives, whatever it is named there. */
function headerNumbers(path: string): ReadonlyMap<string, number> {
  const defined = readFileSync(path, 'utf8').matchAll(/^#define __NR(?:3264)?_(\w+)\s+(\d+)/gm);
  return new Map([...defined].map(([, name = '', number = '']) => [name, Number(number)]));
}

describe('the rules of the filter', () => {
  it('name each call once: as free, or with arguments', () => {
    const free = Object.values(ALLOWED_SYSCALLS).flatMap((names) => names.trim().split(/\s+/));
    const conditional = new Set(ARGUMENT_RULES.map(({ name }) => name));
    expect(new Set(free).size).toBe(free.length);
    expect(free.filter((name) => conditional.has(name))).toEqual([]);
    expect(ARGUMENT_RULES.filter(({ when }) => when.length === 0)).toEqual([]);
  });

  it('name only calls that exist', () => {
    expect(SYSCALL_RULES.map(({ name }) => name).filter((name) => !X86_64.has(name))).toEqual([]);
  });

  it('test nothing that could never hold', () => {
    for (const { mask, equals } of SYSCALL_RULES.flatMap(({ when }) => when))
      expect((equals & mask) >>> 0).toBe(equals);
  });
});

const X86_HEADER = '/usr/include/x86_64-linux-gnu/asm/unistd_64.h';
const GENERIC_HEADER = '/usr/include/asm-generic/unistd.h';

describe('the numbers of the system calls', () => {
  it.skipIf(!existsSync(X86_HEADER))('are those of the kernel’s header for x86', () => {
    const header = headerNumbers(X86_HEADER);
    for (const [name, number] of X86_64) expect([name, header.get(name)]).toEqual([name, number]);
  });

  it.skipIf(!existsSync(GENERIC_HEADER))('are those of the kernel’s header for ARM', () => {
    const header = headerNumbers(GENERIC_HEADER);
    for (const [name, number] of AARCH64)
      expect([name, header.get(name) ?? header.get(name.replace('newfstatat', 'fstatat'))]).toEqual([
        name,
        number,
      ]);
  });

  it('are the same on both machines from 424 on', () => {
    const newer = [...X86_64].filter(([, number]) => number >= 424);
    expect(newer.length).toBeGreaterThan(20);
    for (const [name, number] of newer) expect([name, AARCH64.get(name)]).toEqual([name, number]);
  });
});
