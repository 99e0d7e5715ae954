import type { ArgumentTest, SyscallRule } from './syscall-rule.js';

/** All 32 bits of an argument. */
const ALL = 0xffff_ffff;

// From linux/sched.h: mount, cgroup, uts, ipc, user, pid and network namespace. The time namespace has no flag of clone.
const NEW_NAMESPACES = 0x7e02_0000;

// From linux/stat.h.
const SET_USER_OR_GROUP = 0o6000;
const FILE_TYPE = 0o170000;
const NO_DEVICE = { unspecified: 0, fifo: 0o010000, regular: 0o100000, socket: 0o140000 } as const;

// From linux/socket.h, linux/net.h and linux/in.h.
const UNIX = 1;
const NETLINK = 16;
const INTERNET = { inet: 2, inet6: 10 } as const;
const SOCKET_TYPE = 0xf;
const STREAM = 1;
const DATAGRAM = 2;
const DEFAULT_PROTOCOL = 0;
const TCP = 6;
const UDP = 17;
const NETLINK_ROUTE = 0;

// From linux/personality.h: the ordinary one, and the question which one it is.
const PERSONALITIES = [0, 0xffff_ffff] as const;

function argument(index: ArgumentTest['index'], equals: number, mask: number = ALL): ArgumentTest {
  return { index, mask, equals };
}

function socketOf(domain: number, type: number, protocol: number): SyscallRule {
  return {
    name: 'socket',
    when: [argument(0, domain), argument(1, type, SOCKET_TYPE), argument(2, protocol)],
  };
}

/**
 * The system calls that programs may make with some arguments only.
 *
 * Setting the set-user-id bit is refused because a workspace is shared with the host: a file of the host's user with
 * that bit would give this user's rights to everybody there. A new file that is opened with the bit is harmless, for
 * writing to it takes the bit away.
 */
export const ARGUMENT_RULES: readonly SyscallRule[] = [
  { name: 'clone', when: [argument(0, 0, NEW_NAMESPACES)] },
  ...PERSONALITIES.map((persona) => ({ name: 'personality', when: [argument(0, persona)] })),

  { name: 'chmod', when: [argument(1, 0, SET_USER_OR_GROUP)] },
  { name: 'fchmod', when: [argument(1, 0, SET_USER_OR_GROUP)] },
  { name: 'fchmodat', when: [argument(2, 0, SET_USER_OR_GROUP)] },
  ...Object.values(NO_DEVICE).flatMap((type) => [
    { name: 'mknod', when: [argument(1, type, FILE_TYPE)] },
    { name: 'mknodat', when: [argument(2, type, FILE_TYPE)] },
  ]),

  // Local sockets; TCP and UDP; netlink to ask for addresses and routes. No raw, packet, vsock, crypto or other ones.
  { name: 'socket', when: [argument(0, UNIX)] },
  { name: 'socketpair', when: [argument(0, UNIX)] },
  { name: 'socket', when: [argument(0, NETLINK), argument(2, NETLINK_ROUTE)] },
  ...Object.values(INTERNET).flatMap((domain) => [
    socketOf(domain, STREAM, DEFAULT_PROTOCOL),
    socketOf(domain, STREAM, TCP),
    socketOf(domain, DATAGRAM, DEFAULT_PROTOCOL),
    socketOf(domain, DATAGRAM, UDP),
  ]),
];
