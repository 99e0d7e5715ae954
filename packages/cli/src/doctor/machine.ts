import { execFile } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { promisify } from 'node:util';
import { reasonOf, type DoctorFinding } from './finding.js';

/** Versions of Node that the packages are made for, as their `engines` say. */
const NODES: readonly { readonly major: number; readonly minor: number }[] = [
  { major: 20, minor: 19 },
  { major: 22, minor: 12 },
];
const ALL_FROM = 24;

const MIB = 1024 * 1024;
const LITTLE = 1024 * MIB;
const TOO_LITTLE = 64 * MIB;

/** Whether this Node is one of those that the packages are made for. */
export function nodeFinding(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const fits = major >= ALL_FROM || NODES.some((each) => each.major === major && minor >= each.minor);
  if (fits) return { check: 'node', level: 'ok', what: { en: `Node ${version}`, zh: `Node ${version}` } };
  return {
    check: 'node',
    level: 'problem',
    what: { en: `Node ${version} is not supported.`, zh: `不支持 Node ${version}。` },
    fix: { en: 'Install Node 20.19, 22.12, 24 or newer.', zh: '请安装 Node 20.19、22.12、24 或更新版本。' },
  };
}

/** Room for records and for what an undo needs. */
export function diskFinding(folder: string): DoctorFinding {
  let free: number;
  try {
    const { bavail, bsize } = statfsSync(folder);
    free = bavail * bsize;
  } catch (error) {
    const why = reasonOf(error);
    return {
      check: 'disk',
      level: 'warning',
      what: { en: `How much room is left is not known: ${why}`, zh: `无法得知剩余空间：${why}` },
    };
  }
  const shown = `${Math.floor(free / MIB)} MiB`;
  const level = free < TOO_LITTLE ? 'problem' : free < LITTLE ? 'warning' : 'ok';
  const fix = {
    en: 'Make room: what cannot be recorded does not run, and what cannot be kept cannot be undone.',
    zh: '请腾出空间：无法记录的调用不会运行，无法保存的内容无法撤销。',
  };
  return {
    check: 'disk',
    level,
    what: { en: `${shown} are left on the disk of the workspace.`, zh: `工作区所在磁盘剩余 ${shown}。` },
    ...(level === 'ok' ? {} : { fix }),
  };
}

/** Snapshots note the state of a repository, and some checks after a call ask git. */
export async function gitFinding(): Promise<DoctorFinding> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { timeout: 10_000 });
    return { check: 'git', level: 'ok', what: { en: stdout.trim(), zh: stdout.trim() } };
  } catch {
    return {
      check: 'git',
      level: 'warning',
      what: {
        en: 'git does not run: the state of repositories is not noted.',
        zh: 'git 无法运行：不会记录仓库状态。',
      },
      fix: { en: 'Install git, or add it to PATH.', zh: '请安装 git 或将其加入 PATH。' },
    };
  }
}
