import { ALLOWED_SYSCALLS } from './allowed-syscalls.js';
import { ARGUMENT_RULES } from './argument-rules.js';
import type { SyscallRule } from './syscall-rule.js';

/** Every rule of the filter: what Docker's profile and the program for the kernel are both made from. */
export const SYSCALL_RULES: readonly SyscallRule[] = [
  ...Object.values(ALLOWED_SYSCALLS)
    .flatMap((names) => names.trim().split(/\s+/))
    .map((name): SyscallRule => ({ name, when: [] })),
  ...ARGUMENT_RULES,
];
