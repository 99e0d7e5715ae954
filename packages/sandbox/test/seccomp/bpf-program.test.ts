import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AARCH64_SYSCALLS } from '../../src/seccomp/aarch64-syscalls.js';
import { seccompProgram } from '../../src/seccomp/bpf-program.js';
import { SYSCALL_RULES } from '../../src/seccomp/syscall-rules.js';
import { syscallNumbers } from '../../src/seccomp/syscall-run.js';
import { X86_64_SYSCALLS } from '../../src/seccomp/x86-64-syscalls.js';
import { ALLOW, KILL, NO_SUCH_CALL, runBpf } from './bpf-machine.js';

const MACHINES = [
  { arch: 'x64', audit: 0xc000_003e, numbers: syscallNumbers(X86_64_SYSCALLS) },
  { arch: 'arm64', audit: 0xc000_00b7, numbers: syscallNumbers(AARCH64_SYSCALLS) },
];

/** The rules read straight, without a program: what the program has to agree with. */
function isAllowed(name: string | undefined, args: readonly bigint[]): boolean {
  return SYSCALL_RULES.some(
    (rule) =>
      rule.name === name &&
      rule.when.every(({ index, mask, equals }) => ((args[index] ?? 0n) & BigInt(mask)) === BigInt(equals)),
  );
}

// Values at which a rule turns, with and without something in the half that the kernel drops.
const word = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 3n, 6n, 10n, 16n, 17n, 40n, 0o4755n, 0o755n, 0x7e02_0000n, 0x1000_0000n),
  fc.constantFrom(0x0008_0001n, 0xffff_ffffn, 0xffff_ffff_ffff_ffffn, 0x1_0000_0002n, 0x1_0000_0028n),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
);

const REFUSED = `
  mount umount2 pivot_root chroot setns unshare clone3 open_tree move_mount fsopen fsmount fsconfig
  fspick mount_setattr ptrace process_vm_readv kcmp process_vm_writev pidfd_getfd bpf perf_event_open
  userfaultfd io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key init_module
  finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff settimeofday clock_settime
  adjtimex acct syslog sethostname setdomainname open_by_handle_at name_to_handle_at quotactl vhangup
  nfsservctl fanotify_init`;

describe.each(MACHINES)('the filter for $arch', ({ arch, audit, numbers }) => {
  const program = seccompProgram(arch) ?? new Uint8Array();
  const names = new Map([...numbers].map(([name, number]) => [number, name]));

  it('is of a size that the kernel takes', () => {
    expect(program.length).toBeGreaterThan(0);
    expect(program.length % 8).toBe(0);
    expect(program.length / 8).toBeLessThanOrEqual(4096);
  });

  it('judges every number as the rules say, whatever the arguments', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...names.keys()), fc.integer({ min: 0, max: 0x3fff_ffff })),
        fc.array(word, { minLength: 6, maxLength: 6 }),
        (number, args) => {
          const expected = isAllowed(names.get(number), args) ? ALLOW : NO_SUCH_CALL;
          expect(runBpf(program, { number, audit, args })).toBe(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each(REFUSED.trim().split(/\s+/))('refuses %s', (name) => {
    const number = numbers.get(name);
    if (number === undefined) return; // Linux never had it on this machine.
    expect(runBpf(program, { number, audit, args: [] })).toBe(NO_SUCH_CALL);
  });

  it.each([
    ['a thread', 'clone', [0x3d0f00n], ALLOW],
    ['a user namespace', 'clone', [0x1000_0011n], NO_SUCH_CALL],
    ['a local socket', 'socket', [1n, 0x80001n, 0n], ALLOW],
    ['a TCP socket', 'socket', [10n, 0x80801n, 6n], ALLOW],
    ['a netlink socket for routes', 'socket', [16n, 0x80003n, 0n], ALLOW],
    ['a netlink socket for the audit log', 'socket', [16n, 3n, 9n], NO_SUCH_CALL],
    ['a raw socket', 'socket', [2n, 3n, 1n], NO_SUCH_CALL],
    ['an ICMP socket', 'socket', [2n, 2n, 1n], NO_SUCH_CALL],
    ['a packet socket', 'socket', [17n, 3n, 0n], NO_SUCH_CALL],
    ['a vsock', 'socket', [40n, 1n, 0n], NO_SUCH_CALL],
    ['a vsock, with rubbish above', 'socket', [0x1_0000_0028n, 1n, 0n], NO_SUCH_CALL],
    ['a crypto socket', 'socket', [38n, 5n, 0n], NO_SUCH_CALL],
    ['a pipe with a name', 'mknodat', [-100n, 0n, 0o010644n], ALLOW],
    ['a block device', 'mknodat', [-100n, 0n, 0o060644n], NO_SUCH_CALL],
    ['an executable', 'fchmodat', [-100n, 0n, 0o755n], ALLOW],
    ['a set-user-id bit', 'fchmodat', [-100n, 0n, 0o4755n], NO_SUCH_CALL],
    ['a set-group-id bit', 'fchmod', [3n, 0o2755n], NO_SUCH_CALL],
    ['the question for the personality', 'personality', [0xffff_ffffn], ALLOW],
    ['addresses that are not random', 'personality', [0x0004_0000n], NO_SUCH_CALL],
  ] as const)('answers %s', (_, name, args, expected) => {
    expect(runBpf(program, { number: numbers.get(name) ?? -1, audit, args })).toBe(expected);
  });

  it('kills whoever calls in the form of another architecture', () => {
    const others = [0x4000_0003, 0x4000_0028, ...MACHINES.map((machine) => machine.audit)];
    for (const other of others.filter((value) => value !== audit))
      expect(runBpf(program, { number: numbers.get('read') ?? -1, audit: other, args: [] })).toBe(KILL);
  });

  it('refuses every number with the bit of x86’s 32-bit pointers', () => {
    for (const number of names.keys())
      expect(runBpf(program, { number: number + 0x4000_0000, audit, args: [] })).toBe(NO_SUCH_CALL);
  });
});

describe('a machine whose numbers are not known', () => {
  it.each(['ia32', 'riscv64', '', '__proto__', 'constructor', 'toString'])('has no filter: %j', (arch) => {
    expect(seccompProgram(arch)).toBeNull();
  });
});
