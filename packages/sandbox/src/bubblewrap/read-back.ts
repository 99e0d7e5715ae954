import type { LocalizedText } from '@sentinel-agentos/core';
import type { EnforcedIsolation } from '../backend.js';
import type { MountPlan } from '../policy/plan-mounts.js';
import type { ControlGroup } from './control-group.js';
import { unavailable } from './unavailable.js';

/** Run inside, this says what the kernel does with whoever runs there. */
export const ACCOUNT: readonly string[] = [
  '/usr/bin/cat',
  '/proc/self/status',
  '/proc/self/mountinfo',
  '/proc/self/net/dev',
];

interface Mount {
  readonly path: string;
  readonly readOnly: boolean;
  readonly inMemory: boolean;
}

/** Numbers in octal stand for blanks and backslashes in the kernel's lists. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

function mountsIn(account: string): readonly Mount[] {
  return account.split('\n').flatMap((line): readonly Mount[] => {
    const found = /^\d+ \d+ \d+:\d+ \S+ (\S+) (\S+) .*?- (\S+) \S+ (\S+)$/.exec(line);
    if (found === null) return [];
    const [, path = '', options = '', type = '', superOptions = ''] = found;
    const readOnly = [options, superOptions].some((list) => list.split(',').includes('ro'));
    return [{ path: unescape(path), readOnly, inMemory: type === 'tmpfs' }];
  });
}

function field(account: string, name: string): string {
  return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(account)?.[1] ?? '';
}

function zeroless(mask: string): string {
  return mask.replace(/^0+(?=.)/, '');
}

function interfacesIn(account: string): readonly string[] {
  // The last file of the account: two lines of titles, then one an interface.
  const lines = account.slice(account.indexOf('\nInter-|')).trim().split('\n').slice(2);
  return lines.map((line) => line.split(':', 1)[0]?.trim() ?? '');
}

const NO_MEMORY_LIMIT: LocalizedText = {
  en: 'Memory is limited for each program alone, not for all together: this process may make no control group.',
  zh: '内存仅按单个进程限制，而非总量：当前进程无法创建 cgroup。',
};
const NO_CPU_LIMIT: LocalizedText = { en: 'CPU time is not limited.', zh: 'CPU 未受限制。' };
const ROOT_INSIDE: LocalizedText = {
  en: 'Programs are root inside, without capabilities.',
  zh: '程序在内部以 root 运行（无特权能力）。',
};

/**
 * What stands around a program, by its own account before anybody else ran there.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE` when a wall that was asked for is not there: nothing runs behind it.
 */
export function readBack(
  account: string,
  plan: MountPlan,
  user: string,
  group: Pick<ControlGroup, 'memoryMb' | 'cpus' | 'pids'> | null,
  pids: number,
): EnforcedIsolation {
  const mounts = mountsIn(account);
  const at = (path: string): Mount | undefined => mounts.findLast((mount) => mount.path === path);
  const wrong = plan.mounts.filter(({ path, access }) => at(path)?.readOnly !== (access === 'read-only'));
  const enforced: Omit<EnforcedIsolation, 'warnings'> = {
    backend: 'bubblewrap',
    network: 'none',
    readOnlyRoot:
      at('/')?.readOnly === true && at('/usr')?.readOnly === true && at('/dev')?.readOnly === true,
    noNewPrivileges: field(account, 'NoNewPrivs') === '1',
    capabilities: zeroless(field(account, 'CapEff')),
    seccomp: field(account, 'Seccomp') === '2' ? 'filter' : 'none',
    user,
    memoryMb: group?.memoryMb ?? null,
    cpus: group?.cpus ?? null,
    pids: group?.pids ?? pids,
    mounts: mounts
      .filter(({ path, inMemory }) => inMemory || plan.mounts.some((mount) => mount.path === path))
      .map(({ path, readOnly, inMemory }) => ({
        path,
        access: readOnly ? 'read-only' : inMemory ? 'memory' : 'writable',
      })),
  };
  const [uid = ''] = user.split(':');
  const interfaces = interfacesIn(account);
  const broken = [
    interfaces.every((name) => name === 'lo') && interfaces.length === 1 ? '' : 'it has a network',
    enforced.readOnlyRoot ? '' : 'its root can be written',
    enforced.noNewPrivileges ? '' : 'programs in it can gain privileges',
    enforced.seccomp === 'filter' ? '' : 'the kernel filters no system calls',
    enforced.capabilities === '0' ? '' : 'programs in it have capabilities',
    zeroless(field(account, 'CapBnd')) === '0' || field(account, 'Uid') !== '0'
      ? ''
      : 'programs in it can get capabilities',
    field(account, 'Uid') === uid ? '' : 'programs in it are somebody else',
    wrong.length === 0 ? '' : `${wrong.map(({ path }) => JSON.stringify(path)).join(', ')} is not as planned`,
  ].filter((reason) => reason !== '');
  if (broken.length > 0) throw unavailable(`it came out weaker than asked: ${broken.join(', ')}`);
  const warnings = [
    ...(enforced.memoryMb === null ? [NO_MEMORY_LIMIT] : []),
    ...(enforced.cpus === null ? [NO_CPU_LIMIT] : []),
    ...(uid === '0' ? [ROOT_INSIDE] : []),
  ];
  return Object.freeze({ ...enforced, warnings });
}
