import type { LocalizedText } from '@sentinel-agentos/core';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Doctor, DoctorFinding } from '../backend.js';
import { findProgram } from '../image/host-files.js';
import { seccompProgram } from '../seccomp/bpf-program.js';
import { hostLayout } from './host-layout.js';
import { makeControlGroup } from './control-group.js';

const run = promisify(execFile);
const PROBE_MS = 10_000;

/** The namespaces of every run, and nothing else of it. */
const TRIAL: readonly string[] = (
  '--unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try --die-with-parent ' +
  '--new-session --cap-drop ALL --proc /proc --dev /dev --size 1048576 --tmpfs /tmp --remount-ro /'
).split(' ');

const LIMITS = { memoryMb: 16, cpus: 1, pids: 16, timeoutMs: 1, outputBytes: 1, tmpMb: 1, workspaceMb: 1 };

function finding(level: DoctorFinding['level'], en: string, zh: string, fix?: LocalizedText): DoctorFinding {
  return { level, what: { en, zh }, ...(fix === undefined ? {} : { fix }) };
}

const INSTALL: LocalizedText = {
  en: 'Install it: `apt-get install bubblewrap util-linux`, or what your system calls them.',
  zh: '请安装：`apt-get install bubblewrap util-linux`，或您系统中的对应软件包。',
};
const NAMESPACES: LocalizedText = {
  en:
    'Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 or user.max_user_namespaces above 0, and on ' +
    'newer Ubuntu an AppArmor profile for bwrap. In a container they are often refused: use Docker there.',
  zh:
    '请允许用户命名空间：设置 sysctl kernel.unprivileged_userns_clone=1 或使 user.max_user_namespaces 大于 0；' +
    '较新的 Ubuntu 还需为 bwrap 配置 AppArmor。容器内通常被禁止，请改用 Docker。',
};

async function versionOf(bwrap: string): Promise<string | null> {
  try {
    const { stdout } = await run(bwrap, ['--version'], { timeout: PROBE_MS, env: {} });
    return /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}

async function trial(bwrap: string): Promise<DoctorFinding> {
  const system = hostLayout().flatMap((place) =>
    place.kind === 'link' ? ['--symlink', place.target, place.path] : ['--ro-bind', place.path, place.path],
  );
  // Root makes no namespace of users: it has the rights that one would lend it.
  const namespaces = process.getuid?.() === 0 ? TRIAL.filter((word) => word !== '--unshare-user') : TRIAL;
  try {
    await run(bwrap, [...system, ...namespaces, '/usr/bin/true'], { timeout: PROBE_MS, env: {} });
    return finding('ok', 'Namespaces can be made.', '可以创建命名空间。');
  } catch (error) {
    const { stderr } = error as { stderr?: unknown };
    const said = typeof stderr === 'string' ? stderr.trim() : '';
    return finding(
      'missing',
      `The kernel makes no namespaces for bubblewrap: ${said}`,
      `内核不允许 bubblewrap 创建命名空间：${said}`,
      NAMESPACES,
    );
  }
}

async function groupFinding(): Promise<DoctorFinding> {
  const group = makeControlGroup(LIMITS);
  await group?.remove();
  if (group !== null && group.memoryMb !== null && group.pids !== null) {
    return finding('ok', 'Control groups limit memory and processes.', 'cgroup 可限制内存和进程数。');
  }
  return finding(
    'warning',
    'This process may make no control group: memory is limited for each program alone, not for all together, and ' +
      'CPU time is not limited.',
    '当前进程无法创建 cgroup：内存仅按单个进程限制而非总量，CPU 不受限制。',
    {
      en: 'Start it in a delegated group (`systemd-run --user --scope -p Delegate=yes …`), or use Docker.',
      zh: '请在委派的 cgroup 中启动（`systemd-run --user --scope -p Delegate=yes …`），或改用 Docker。',
    },
  );
}

/** Looks whether bubblewrap can be used here, and how well it would hold. Never throws, leaves nothing behind. */
export async function probeBubblewrap(): Promise<Doctor> {
  const root = process.getuid?.() === 0;
  const needed = ['bwrap', 'prlimit', ...(root ? ['setpriv'] : [])];
  const missing = needed.filter((name) => findProgram(name) === undefined);
  const bwrap = findProgram('bwrap');
  const version = bwrap === undefined ? null : await versionOf(bwrap);
  const findings: DoctorFinding[] = missing.map((name) =>
    finding('missing', `${name} is not installed.`, `未安装 ${name}。`, INSTALL),
  );
  if (version !== null) findings.push(finding('ok', `bubblewrap ${version}`, `bubblewrap ${version}`));
  findings.push(
    seccompProgram(process.arch) === null
      ? finding(
          'missing',
          `There is no filter of system calls for ${process.arch}.`,
          `没有适用于 ${process.arch} 的系统调用过滤器。`,
        )
      : finding('ok', 'System calls are filtered.', '系统调用受过滤。'),
  );
  if (bwrap !== undefined) findings.push(await trial(bwrap));
  findings.push(await groupFinding());
  findings.push(
    finding(
      'warning',
      'Bubblewrap has no images: programs inside are those of this machine, which they can read but not change.',
      'bubblewrap 没有镜像：内部程序即本机程序，可读而不可改。',
    ),
  );
  const available = findings.every(({ level }) => level !== 'missing');
  return { backend: 'bubblewrap', available, version, findings };
}
