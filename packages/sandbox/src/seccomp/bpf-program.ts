import { AARCH64_SYSCALLS } from './aarch64-syscalls.js';
import { and, answer, encodeBpf, ifAtLeast, ifEqual, load } from './bpf.js';
import type { BpfInstruction } from './bpf.js';
import type { ArgumentTest } from './syscall-rule.js';
import { SYSCALL_RULES } from './syscall-rules.js';
import { syscallNumbers } from './syscall-run.js';
import type { SyscallRun } from './syscall-run.js';
import { X86_64_SYSCALLS } from './x86-64-syscalls.js';

// `struct seccomp_data` and the answers of linux/seccomp.h.
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
const ARGUMENTS_AT = 16;
const ALLOW = answer(0x7fff_0000);
const KILL = answer(0x8000_0000);
const NO_SUCH_CALL = answer(0x0005_0000 + 38); // ENOSYS

/** Bit of the number of a call in x86's form with 32-bit pointers, which passes for the same architecture. */
const X32 = 0x4000_0000;

/** A machine that the program can be made for: its name in `process.arch`, and in linux/audit.h. */
interface Machine {
  readonly audit: number;
  readonly syscalls: readonly SyscallRun[];
}

const MACHINES: Readonly<Record<string, Machine>> = {
  x64: { audit: 0xc000_003e, syscalls: X86_64_SYSCALLS },
  arm64: { audit: 0xc000_00b7, syscalls: AARCH64_SYSCALLS },
};

/** From `from` to before the next one's `from`, every number has this judgement. */
interface Segment {
  readonly from: number;
  readonly judge: readonly BpfInstruction[];
}

/** All rules for one name: each is a list of tests that have to hold together. */
function judgement(rules: readonly (readonly ArgumentTest[])[]): readonly BpfInstruction[] {
  return rules.some((tests) => tests.length === 0) ? [ALLOW] : [...rules.flatMap(allOf), NO_SUCH_CALL];
}

/** Goes on behind itself when a test does not hold. */
function allOf(tests: readonly ArgumentTest[]): readonly BpfInstruction[] {
  return tests.reduceRight<readonly BpfInstruction[]>(
    // Both machines are little-endian: the lower half of an argument comes first.
    (rest, { index, mask, equals }) => [
      load(ARGUMENTS_AT + 8 * index),
      and(mask),
      ...ifEqual(equals, rest, []),
    ],
    [ALLOW],
  );
}

function segments(machine: Machine): readonly Segment[] {
  const numbers = syscallNumbers(machine.syscalls);
  const rules = new Map<number, (readonly ArgumentTest[])[]>();
  for (const { name, when } of SYSCALL_RULES) {
    const number = numbers.get(name);
    // Not every machine has every call: ARM has no `open`, only `openat`.
    if (number !== undefined) rules.set(number, [...(rules.get(number) ?? []), when]);
  }
  const found: Segment[] = [];
  const last = Math.max(...rules.keys());
  for (let number = 0; number <= last + 1; number++) {
    const judge = judgement(rules.get(number) ?? []);
    if (JSON.stringify(found.at(-1)?.judge) !== JSON.stringify(judge)) found.push({ from: number, judge });
  }
  return found;
}

/** A binary search, for this runs at every call that the kernel cannot answer from its memory of earlier ones. */
function search(sorted: readonly Segment[]): readonly BpfInstruction[] {
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined || half === 0) return sorted[0]?.judge ?? [NO_SUCH_CALL];
  return ifAtLeast(upper.from, search(sorted.slice(half)), search(sorted.slice(0, half)));
}

/**
 * The rules as a program for the kernel, which judges every system call of a process and of all that it starts: what
 * no rule names fails with ENOSYS. A call in the form of another architecture kills the process.
 *
 * @returns the bytes for `bwrap --seccomp`; null for a machine whose numbers are not known here
 */
export function seccompProgram(architecture: string): Uint8Array | null {
  const machine = Object.hasOwn(MACHINES, architecture) ? MACHINES[architecture] : undefined;
  if (machine === undefined) return null;
  const judge = [
    load(NUMBER_AT),
    // Numbers above every known one fall into the last segment; this says so for those that would need it most.
    ...ifAtLeast(X32, [NO_SUCH_CALL], search(segments(machine))),
  ];
  return encodeBpf([load(ARCHITECTURE_AT), ...ifEqual(machine.audit, judge, [KILL])]);
}
