import type { LocalizedText } from '@sentinel-agentos/core';
import type { DoctorFinding } from '../backend.js';

/** What an engine says of itself. */
export interface DockerFacts {
  readonly engine: string;
  readonly runc: string | null;
  readonly osType: string;
  readonly cgroup: string;
  readonly memoryLimit: boolean;
  readonly pidsLimit: boolean;
  readonly cpuLimit: boolean;
  readonly security: readonly string[];
  readonly image: string;
  readonly imagePresent: boolean;
}

/** Escapes by way of runc's masked paths and /dev/console: mended in these versions. */
const RUNC_MENDED: readonly (readonly number[])[] = [
  [1, 2, 8],
  [1, 3, 3],
  [1, 4, 0],
];
const RUNC_CVES = 'CVE-2025-31133, CVE-2025-52565, CVE-2025-52881';

function parts(version: string): readonly number[] {
  return version.split(/[^\d]+/, 3).map(Number);
}

function atLeast(version: readonly number[], least: readonly number[]): boolean {
  const differing = least.findIndex((part, index) => (version[index] ?? 0) !== part);
  return differing === -1 || (version[differing] ?? 0) > (least[differing] ?? 0);
}

/** Whether a version of runc has the mends of late 2025. A candidate of a release counts as that release. */
export function isRuncMended(version: string): boolean {
  const own = parts(version);
  const line = RUNC_MENDED.find(([major, minor]) => own[0] === major && own[1] === minor);
  return atLeast(own, line ?? [1, 4, 0]);
}

function finding(level: DoctorFinding['level'], what: LocalizedText, fix?: LocalizedText): DoctorFinding {
  return fix === undefined ? { level, what } : { level, what, fix };
}

function limitFinding(limited: boolean, en: string, zh: string): readonly DoctorFinding[] {
  if (limited) return [];
  return [
    finding('warning', {
      en: `The engine cannot limit ${en} (its control group is missing).`,
      zh: `引擎无法限制${zh}（缺少相应的 cgroup）。`,
    }),
  ];
}

function runcFinding(runc: string | null): DoctorFinding {
  if (runc === null) {
    return finding('warning', { en: 'The version of runc is unknown.', zh: 'runc 版本未知。' });
  }
  if (isRuncMended(runc)) return finding('ok', { en: `runc ${runc}`, zh: `runc ${runc}` });
  return finding(
    'warning',
    {
      en: `runc ${runc} has known escapes: ${RUNC_CVES}.`,
      zh: `runc ${runc} 存在已知逃逸漏洞：${RUNC_CVES}。`,
    },
    { en: 'Update runc to 1.2.8, 1.3.3 or newer.', zh: '请将 runc 升级到 1.2.8、1.3.3 或更高版本。' },
  );
}

/** What the facts mean for a sandbox. Pure. `missing` findings are those that nothing can run with. */
export function dockerFindings(facts: DockerFacts): readonly DoctorFinding[] {
  const { engine, image } = facts;
  const seccomp = facts.security.some((option) => option.startsWith('name=seccomp'));
  return [
    finding('ok', { en: `Docker engine ${engine}`, zh: `Docker 引擎 ${engine}` }),
    ...(facts.osType === 'linux'
      ? []
      : [
          finding(
            'missing',
            { en: `The engine runs ${facts.osType} containers.`, zh: `引擎运行的是 ${facts.osType} 容器。` },
            { en: 'Switch it to Linux containers.', zh: '请切换为 Linux 容器。' },
          ),
        ]),
    runcFinding(facts.runc),
    seccomp
      ? finding('ok', { en: 'System calls are filtered.', zh: '系统调用受过滤。' })
      : finding('missing', {
          en: 'The engine filters no system calls (no seccomp).',
          zh: '引擎不支持系统调用过滤（seccomp）。',
        }),
    ...limitFinding(facts.memoryLimit, 'memory', '内存'),
    ...limitFinding(facts.pidsLimit, 'the number of processes', '进程数'),
    ...limitFinding(facts.cpuLimit, 'CPU time', 'CPU'),
    finding('ok', { en: `cgroup version ${facts.cgroup}`, zh: `cgroup 版本 ${facts.cgroup}` }),
    facts.imagePresent
      ? finding('ok', { en: `Image ${image}`, zh: `镜像 ${image}` })
      : finding(
          'missing',
          { en: `The image ${image} is not there.`, zh: `没有镜像 ${image}。` },
          {
            en: `Run \`docker pull ${image}\`, or \`sentinel-agentos sandbox image build\`, or name another image.`,
            zh: `请运行 \`docker pull ${image}\` 或 \`sentinel-agentos sandbox image build\`，或指定其他镜像。`,
          },
        ),
  ];
}
