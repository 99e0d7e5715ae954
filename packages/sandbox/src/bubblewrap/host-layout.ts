import { existsSync, lstatSync, readlinkSync } from 'node:fs';

/** How the inside sees one place of the system: through a link, or read-only. */
export type SystemPlace =
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'bind'; readonly path: string };

/** Where the programs of a system are. */
const ROOTS: readonly string[] = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** What programs read of /etc, and no more: each is a mount, and takes its time. Nothing that tells of the users, the network or the secrets of this machine. */
const SETTINGS: readonly string[] = [
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/pki/ca-trust',
  '/etc/pki/tls/certs',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
];

/** The part of this machine's system that the inside sees. */
export function hostLayout(): readonly SystemPlace[] {
  return [...ROOTS, ...SETTINGS].flatMap((place): readonly SystemPlace[] => {
    const stat = lstatSync(place, { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (stat.isSymbolicLink()) return [{ kind: 'link', path: place, target: readlinkSync(place) }];
    // What not everybody here may read is no setting for everybody inside.
    return (stat.mode & 0o004) === 0 ? [] : [{ kind: 'bind', path: place }];
  });
}

/** Files of /proc that tell of the whole machine or steer it, and that only root may open. */
export function machineWideFiles(): readonly string[] {
  const files = ['kcore', 'kmsg', 'kpagecount', 'kpageflags', 'latency_stats', 'sched_debug'];
  return [...files, 'sysrq-trigger', 'timer_list', 'timer_stats', 'vmcore']
    .map((name) => `/proc/${name}`)
    .filter((place) => existsSync(place));
}
