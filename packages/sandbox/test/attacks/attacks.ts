import { fileURLToPath } from 'node:url';

/** Source of the attacks: one program for all, run by `perl -` with an attack's name and arguments. */
export const ATTACK_PROGRAM: string = fileURLToPath(new URL('attack.pl', import.meta.url));

/** Places and things that attacks aim at. */
export interface Target {
  /** A folder that may be written, with a repository in it. */
  readonly workspace: string;
  /** A file beside the workspace, which the inside has no business with. */
  readonly outside: string;
  /** A process of the outside. */
  readonly pid: number;
  /** The name of a variable of the outside's environment. */
  readonly variable: string;
}

/** One attack. It says `open` when it worked; anything else means that it did not. */
export interface Attack {
  readonly title: string;
  readonly name: string;
  readonly args: (target: Target) => readonly string[];
  /** Where it works: `here` for root of this machine, `kernel` when a kernel may be built without it. */
  readonly control: 'here' | 'kernel';
}

function attack(title: string, name: string, args: Attack['args'] = () => []): Attack {
  return { title, name, args, control: 'here' };
}

/** The limits that the attacks on resources have to meet: set them in the policy of the sandbox. */
export const ATTACK_LIMITS = { memoryMb: 128, pids: 64, tmpMb: 16, workspaceMb: 16 } as const;

/** Everything of the kernel that a sandbox has no use for. */
export const KERNEL_ATTACKS: readonly Attack[] = [
  attack('mounts a file system', 'mount'),
  attack('unmounts', 'umount'),
  attack('clones a tree of mounts', 'open_tree'),
  attack('opens a file system by the new calls', 'fsopen'),
  attack('changes the root', 'pivot_root'),
  attack('changes its root', 'chroot'),
  attack('enters a namespace', 'setns'),
  attack('makes a namespace of users', 'unshare_user'),
  attack('makes a namespace of networks', 'unshare_net'),
  attack('makes a namespace of mounts', 'unshare_mount'),
  attack('starts a process in a namespace of users', 'clone_user'),
  attack('starts a process by the call whose flags no filter sees', 'clone3'),
  attack('opens a raw socket', 'raw_socket'),
  attack('opens a packet socket', 'packet_socket'),
  { ...attack('opens a socket to the hypervisor', 'vsock'), control: 'kernel' },
  { ...attack('opens a netlink socket of the audit system', 'netlink_audit'), control: 'kernel' },
  { ...attack('opens a netlink socket of the firewall', 'netlink_netfilter'), control: 'kernel' },
  { ...attack('opens a crypto socket', 'crypto_socket'), control: 'kernel' },
  { ...attack('makes a ring of asynchronous calls', 'io_uring'), control: 'kernel' },
  attack('traces', 'ptrace'),
  { ...attack('reads another process', 'process_vm_readv'), control: 'kernel' },
  attack('takes a descriptor of another process', 'pidfd_getfd'),
  { ...attack('asks the kernel’s keyring', 'keyctl'), control: 'kernel' },
  { ...attack('adds to the kernel’s keyring', 'add_key'), control: 'kernel' },
  { ...attack('makes a map for programs of the kernel', 'bpf'), control: 'kernel' },
  { ...attack('measures by performance events', 'perf'), control: 'kernel' },
  { ...attack('handles page faults', 'userfaultfd'), control: 'kernel' },
  { ...attack('loads a module', 'init_module'), control: 'kernel' },
  { ...attack('loads another kernel', 'kexec'), control: 'kernel' },
  attack('restarts the machine', 'reboot'),
  attack('adds swap', 'swapon'),
  attack('sets the clock', 'clock_settime'),
  attack('sets the host’s name', 'sethostname'),
  attack('takes the randomness out of addresses', 'personality'),
  attack('reads the kernel’s log', 'syslog'),
  { ...attack('switches accounting', 'acct'), control: 'kernel' },
  { ...attack('makes a handle of a file, which leads around paths', 'handle'), control: 'kernel' },
  attack('makes a device', 'mknod', ({ workspace }) => [workspace]),
  attack('sets the set-user-id bit', 'set_user_id', ({ workspace }) => [workspace]),
  attack('becomes root', 'become_root'),
  attack('gives a file to root', 'take_owner', ({ workspace }) => [workspace]),
];

/** Files, processes and variables of the outside. */
export const HOST_ATTACKS: readonly Attack[] = [
  attack('reads a file beside the workspace', 'read_file', ({ outside }) => [outside]),
  attack('writes a file beside the workspace', 'write_file', ({ outside }) => [outside]),
  attack('reads the passwords of the machine', 'read_file', () => ['/etc/shadow']),
  attack('writes the machine’s users', 'write_file', () => ['/etc/passwd']),
  { ...attack('reads the memory of the kernel', 'read_file', () => ['/proc/kcore']), control: 'kernel' },
  attack('writes a setting of the kernel', 'write_file', () => ['/proc/sys/kernel/core_pattern']),
  {
    ...attack('writes to the emergency keys', 'write_file', () => ['/proc/sysrq-trigger']),
    control: 'kernel',
  },
  attack('opens the kernel’s log device', 'write_file', () => ['/dev/kmsg']),
  attack('makes a file among the devices', 'create_file', () => ['/dev/sentinel-attack']),
  attack('makes a file among the programs', 'create_file', () => ['/usr/bin/sentinel-attack']),
  attack('makes a file in the root', 'create_file', () => ['/sentinel-attack']),
  attack('reads a variable of the outside', 'host_env', ({ variable }) => [variable]),
  attack('sees a process of the outside', 'other_processes', ({ pid }) => [String(pid)]),
  attack('signals a process of the outside', 'signal_outside', ({ pid }) => [String(pid)]),
  attack('writes the settings of the repository', 'write_file', ({ workspace }) => [
    `${workspace}/.git/config`,
  ]),
  attack('adds a hook to the repository', 'create_file', ({ workspace }) => [
    `${workspace}/.git/hooks/post-checkout`,
  ]),
  attack('moves the repository away', 'rename', ({ workspace }) => [
    `${workspace}/.git`,
    `${workspace}/.git2`,
  ]),
];

/** More of something than the limits allow. */
export const RESOURCE_ATTACKS: readonly Attack[] = [
  attack('starts too many processes', 'fork_many', () => ['200']),
  attack('takes too much memory', 'take_memory', () => ['400']),
  attack('fills the folder for temporary files', 'fill', () => ['/tmp', '40']),
  attack('fills the workspace', 'fill', ({ workspace }) => [workspace, '40']),
];
