import { AARCH64_SYSCALLS } from './aarch64-syscalls.js';
import type { SyscallRule } from './syscall-rule.js';
import { SYSCALL_RULES } from './syscall-rules.js';
import { syscallNumbers } from './syscall-run.js';
import { X86_64_SYSCALLS } from './x86-64-syscalls.js';

/** One entry of a seccomp profile in the form that Docker, Podman and the OCI runtimes read. */
export interface SeccompProfileEntry {
  readonly names: readonly string[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  readonly args: readonly {
    readonly index: number;
    readonly value: number;
    readonly valueTwo: number;
    readonly op: 'SCMP_CMP_MASKED_EQ';
  }[];
}

/** A seccomp profile for `--security-opt seccomp=…`. */
export interface SeccompProfile {
  readonly defaultAction: 'SCMP_ACT_ERRNO';
  readonly defaultErrnoRet: number;
  readonly archMap: readonly {
    readonly architecture: string;
    readonly subArchitectures: readonly string[];
  }[];
  readonly syscalls: readonly SeccompProfileEntry[];
}

/** From asm-generic/errno.h: "Invalid system call number". Programs then take the way they have for an older kernel. */
const ENOSYS = 38;

/** What both tables name and no rule does. */
function refused(): readonly string[] {
  const named = new Set(SYSCALL_RULES.map(({ name }) => name));
  const known = new Set(
    [X86_64_SYSCALLS, AARCH64_SYSCALLS].flatMap((runs) => [...syscallNumbers(runs).keys()]),
  );
  return [...known].filter((name) => !named.has(name));
}

function entry(names: readonly string[], when: SyscallRule['when']): SeccompProfileEntry {
  return {
    names,
    action: 'SCMP_ACT_ALLOW',
    args: when.map(({ index, mask, equals }) => ({
      index,
      value: mask,
      valueTwo: equals,
      op: 'SCMP_CMP_MASKED_EQ',
    })),
  };
}

/**
 * Docker's form of the filter; the engine takes it as JSON text. Only the machine's own 64-bit calls are let through:
 * a program cannot get around a rule by calling as a 32-bit one.
 */
export function dockerSeccompProfile(): SeccompProfile {
  const unconditional = SYSCALL_RULES.filter(({ when }) => when.length === 0).map(({ name }) => name);
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    archMap: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'].map((architecture) => ({
      architecture,
      subArchitectures: [],
    })),
    syscalls: [
      entry(unconditional, []),
      // Engines before 23 overlook `defaultErrnoRet` and answer "not permitted", at which a C library gives up on
      // clone3 instead of using clone.
      { names: refused(), action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS, args: [] },
      ...SYSCALL_RULES.filter(({ when }) => when.length > 0).map(({ name, when }) => entry([name], when)),
    ],
  };
}
