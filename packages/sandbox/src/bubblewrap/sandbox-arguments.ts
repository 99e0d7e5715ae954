import path from 'node:path';
import { EGRESS_FOLDER, throughRelay } from '../egress/open-egress.js';
import type { MountPlan } from '../policy/plan-mounts.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { isWithin } from '../policy/workspace-paths.js';
import type { SystemPlace } from './host-layout.js';
import { GATEKEEPER } from './run-in-bubblewrap.js';

const MB = 1_048_576;
const SHARED_MEMORY_MB = 16;
/** Where a node outside the folders of the system is found inside; programs look there last. */
const NODE_FOLDER = '/opt/sentinel-agentos/bin';

/** What of a sandbox is not in the policy. */
export interface SandboxParts {
  readonly mounts: MountPlan;
  readonly system: readonly SystemPlace[];
  readonly machineWide: readonly string[];
  /** The node that runs this, which the inside gets too. */
  readonly node: string;
  /** `uid:gid` inside. */
  readonly user: string;
  /** Whether this process is root: it then needs no namespace of users, and becomes `user` once inside. */
  readonly root: boolean;
  /** The folder with the way to the egress proxy; null where nothing is let out. */
  readonly egress: string | null;
}

/** Files that are written for the inside, since those of this machine tell of it. */
export function writtenFiles(user: string): readonly (readonly [path: string, text: string])[] {
  const [uid = '', gid = ''] = user.split(':');
  const own = uid === '0' ? '' : `sandbox:x:${uid}:${gid}::/tmp:/bin/sh\n`;
  const group = gid === '0' ? '' : `sandbox:x:${gid}:\n`;
  return [
    ['/etc/passwd', `root:x:0:0::/root:/bin/sh\n${own}`],
    ['/etc/group', `root:x:0:\n${group}`],
    ['/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n'],
    ['/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'],
  ];
}

function words(line: string): readonly string[] {
  return line.split(' ');
}

function memory(target: string, megabytes: number): readonly string[] {
  return ['--perms', '1777', '--size', String(megabytes * MB), '--tmpfs', target];
}

/**
 * The folders that lead to a place where nothing is mounted yet. Bubblewrap would make them for itself alone: whoever
 * is somebody else inside could not pass.
 */
function way(place: string, below: string): readonly string[] {
  const up = path.dirname(place);
  if (up === below || up === '/') return [];
  return [...way(up, below), '--perms', '0755', '--dir', up];
}

/** Where the inside finds node. */
function nodeInside({ node, system }: SandboxParts): string {
  const seen = system.some(({ kind, path: place }) => kind === 'bind' && isWithin(place, node));
  return seen ? node : path.join(NODE_FOLDER, 'node');
}

/** A node outside the folders of the system gets a place of its own, without what lies beside it. */
function nodeArguments(parts: SandboxParts): readonly string[] {
  const place = nodeInside(parts);
  return place === parts.node ? [] : [...way(place, '/'), '--ro-bind', parts.node, place];
}

/** What only root may open needs a cover only where the inside is root. A bound device cannot be opened. */
function awayFromRoot(machineWide: readonly string[]): readonly string[] {
  const covered = machineWide.flatMap((place) => ['--ro-bind', '/dev/null', place]);
  return [...words('--ro-bind /proc/sys /proc/sys'), ...covered];
}

/** Namespaces and rights. The filter of system calls and the files come by descriptors, which the caller opens. */
function isolation({ root, user }: SandboxParts): readonly string[] {
  const [uid = '', gid = ''] = user.split(':');
  const namespaces = ['ipc', 'pid', 'net', 'uts', 'cgroup-try'].map((name) => `--unshare-${name}`);
  return [
    ...namespaces,
    // Root in a user namespace would still be root to every file of this machine that the inside sees.
    ...(root ? [] : ['--unshare-user', '--uid', uid, '--gid', gid]),
    ...words('--die-with-parent --new-session --hostname sandbox --cap-drop ALL'),
    // Enough to become somebody else, which gives them up.
    ...(root ? ['SETUID', 'SETGID', 'SETPCAP'].flatMap((name) => ['--cap-add', `CAP_${name}`]) : []),
  ];
}

/**
 * The arguments of bubblewrap for a policy. A later mount covers an earlier one: first the system, then memory, then
 * the workspace, which may lie in `/tmp`. Pure: same parts, same arguments.
 *
 * @param descriptors where the texts of `writtenFiles` are read from, in their order
 */
export function sandboxArguments(
  policy: SandboxPolicy,
  parts: SandboxParts,
  descriptors: readonly number[],
): readonly string[] {
  const { limits, fs } = policy;
  const { mounts, system } = parts;
  return [
    ...isolation(parts),
    ...system.flatMap((place) => [
      ...way(place.path, '/'),
      ...(place.kind === 'link'
        ? ['--symlink', place.target, place.path]
        : ['--ro-bind', place.path, place.path]),
    ]),
    ...writtenFiles(parts.user).flatMap(([place], index) => [
      '--perms',
      '0644',
      // Into the root, which is made read-only in the end: no mount of its own.
      '--file',
      String(descriptors[index]),
      place,
    ]),
    ...nodeArguments(parts),
    ...words('--proc /proc'),
    ...(parts.user.startsWith('0:') ? awayFromRoot(parts.machineWide) : []),
    '--dev',
    '/dev',
    ...memory('/dev/shm', SHARED_MEMORY_MB),
    '--remount-ro',
    '/dev',
    ...memory('/tmp', limits.tmpMb),
    ...way(mounts.workspace, '/tmp'),
    ...(fs.mode === 'tmpfs' ? memory(mounts.workspace, limits.workspaceMb) : []),
    ...mounts.mounts.flatMap(({ path: place, access }) => [
      ...(fs.mode === 'tmpfs' ? way(place, mounts.workspace) : []),
      access === 'writable' ? '--bind' : '--ro-bind',
      place,
      place,
    ]),
    ...(parts.egress === null ? [] : [...way(EGRESS_FOLDER, '/'), '--ro-bind', parts.egress, EGRESS_FOLDER]),
    ...words('--remount-ro /'),
  ];
}

/** Variables by which a loader, a shell or node takes code into whatever it starts. */
const CODE = /^(?:LD_|GLIBC_TUNABLES=|BASH|SHELLOPTS=|PS4=|ENV=|NODE_)/;

/**
 * What bubblewrap starts: programs that put down rights and limits, one after the other, and then become the program
 * that was asked for. Variables that bring code with them are set last, so that none of it runs before.
 *
 * @param inGroup whether a control group limits memory and processes already
 */
export function innerCommand(
  policy: SandboxPolicy,
  parts: SandboxParts,
  request: { readonly argv: readonly string[]; readonly environment: readonly string[] },
  inGroup: { readonly memory: boolean; readonly pids: boolean },
): readonly string[] {
  const { limits } = policy;
  const [uid = '', gid = ''] = parts.user.split(':');
  const late = request.environment.filter((variable) => CODE.test(variable));
  const drop = ['--clear-groups', '--bounding-set=-all', '--inh-caps=-all'];
  const own = [
    ...(inGroup.pids ? [] : [`--nproc=${limits.pids}`]),
    ...(inGroup.memory ? [] : [`--data=${limits.memoryMb * MB}`, '--msgqueue=819200']),
  ];
  const limited = [
    // The relay, too, says by it that there is no such program.
    ...(own.length > 0 || parts.egress !== null ? ['/usr/bin/prlimit', '--core=0', ...own, '--'] : []),
    ...(late.length === 0 ? [] : ['/usr/bin/env', ...late]),
    ...request.argv,
  ];
  return [
    ...(parts.root ? ['/usr/bin/setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...drop] : []),
    ...GATEKEEPER,
    ...(parts.egress === null ? limited : throughRelay(policy.network, nodeInside(parts), limited)),
  ];
}

/** The variables that bubblewrap itself sets, as arguments: not in its own environment, and on nobody's screen. */
export function environmentArguments(environment: readonly string[], cwd: string): readonly string[] {
  return [
    ...environment
      .filter((variable) => !CODE.test(variable))
      .flatMap((variable) => {
        const at = variable.indexOf('=');
        const [name, value] = [variable.slice(0, at), variable.slice(at + 1)];
        return ['--setenv', name, name === 'PATH' ? `${value}${path.delimiter}${NODE_FOLDER}` : value];
      }),
    '--chdir',
    cwd,
  ];
}
