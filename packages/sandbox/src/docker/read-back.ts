import type { ContainerInspectInfo } from 'dockerode';
import { readFileSync } from 'node:fs';
import type { LocalizedText } from '@sentinel-agentos/core';
import type { EnforcedIsolation } from '../backend.js';
import { unavailable } from './engine.js';

const MB = 1_048_576;

interface KernelView {
  readonly noNewPrivileges: boolean;
  readonly capabilities: string;
  readonly filtered: boolean;
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
}

/** What the kernel says of the container's first process; undefined where the engine is on another machine. */
function readKernel(id: string, pid: number): KernelView | undefined {
  try {
    // The number may be that of a process of this machine, when the engine is on another one.
    if (!readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id)) return undefined;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      noNewPrivileges: field(status, 'NoNewPrivs') === '1',
      capabilities: field(status, 'CapEff').replace(/^0+(?=.)/, ''),
      filtered: field(status, 'Seccomp') === '2',
    };
  } catch {
    return undefined;
  }
}

function text(en: string, zh: string): LocalizedText {
  return { en, zh };
}

function weaknesses(enforced: Omit<EnforcedIsolation, 'warnings'>): readonly LocalizedText[] {
  const warnings: LocalizedText[] = [];
  if (enforced.memoryMb === null) warnings.push(text('Memory is not limited.', '内存未受限制。'));
  if (enforced.cpus === null) warnings.push(text('CPU time is not limited.', 'CPU 未受限制。'));
  if (enforced.pids === null) {
    warnings.push(text('The number of processes is not limited.', '进程数未受限制。'));
  }
  if (enforced.capabilities === null) {
    warnings.push(
      text(
        'The engine is not on this machine, so its word was taken for what the kernel enforces.',
        '引擎不在本机，内核实际执行的限制以引擎所报为准。',
      ),
    );
  }
  if (enforced.user.startsWith('0:')) {
    warnings.push(
      text('Programs are root inside, without capabilities.', '程序在内部以 root 运行（无特权能力）。'),
    );
  }
  return warnings;
}

/**
 * What stands around a container that runs, from the engine's and the kernel's own account of it.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE` when a wall that was asked for is not there: nothing runs behind it.
 */
export function readBack(
  info: ContainerInspectInfo,
  wanted: { readonly ownFilter: boolean; readonly user: string },
): EnforcedIsolation {
  const { HostConfig: host, State: state } = info;
  const security: readonly unknown[] = Array.isArray(host.SecurityOpt) ? host.SecurityOpt : [];
  const kernel = readKernel(info.Id, state.Pid);
  const enforced: Omit<EnforcedIsolation, 'warnings'> = {
    backend: 'docker',
    network: 'none',
    readOnlyRoot: host.ReadonlyRootfs === true,
    noNewPrivileges: kernel?.noNewPrivileges ?? security.includes('no-new-privileges'),
    capabilities: kernel?.capabilities ?? null,
    seccomp: kernel?.filtered === false ? 'none' : wanted.ownFilter ? 'filter' : 'default',
    user: wanted.user,
    memoryMb: host.Memory ? host.Memory / MB : null,
    cpus: host.NanoCpus ? host.NanoCpus / 1e9 : null,
    pids: host.PidsLimit ? host.PidsLimit : null,
    mounts: info.Mounts.map(({ Type: type, Destination: path, RW: writable }) => ({
      path,
      access: type === 'tmpfs' ? 'memory' : writable ? 'writable' : 'read-only',
    })),
  };
  const dropped: unknown = host.CapDrop;
  const broken = [
    host.NetworkMode === 'none' ? '' : 'it has a network',
    enforced.readOnlyRoot ? '' : 'its root can be written',
    enforced.noNewPrivileges ? '' : 'programs in it can gain privileges',
    enforced.seccomp === 'none' ? 'the kernel filters no system calls' : '',
    (enforced.capabilities ?? '0') === '0' && Array.isArray(dropped) && dropped.includes('ALL')
      ? ''
      : 'programs in it have capabilities',
    host.Privileged === true ? 'it is privileged' : '',
  ].filter((reason) => reason !== '');
  if (broken.length > 0)
    throw unavailable(`the engine made a weaker container than asked: ${broken.join(', ')}`);
  return Object.freeze({ ...enforced, warnings: weaknesses(enforced) });
}
