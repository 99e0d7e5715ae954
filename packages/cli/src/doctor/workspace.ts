import { accessSync, constants, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { openGuard } from '../open-guard.js';
import { reasonOf, type DoctorFinding } from './finding.js';
import type { CommandInput } from '../command.js';
import type { StateFolders } from 'sentinel-agentos';

/** Bits that let anybody but the owner in. */
const OTHERS = 0o077;
const WINDOWS = process.platform === 'win32';

/** Whether there is a folder to work in that can be written. */
export function workspaceFinding({ workspaceRoot }: StateFolders): DoctorFinding {
  const check = 'workspace';
  if (statSync(workspaceRoot, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return {
      check,
      level: 'problem',
      what: { en: `${workspaceRoot} is not an existing folder.`, zh: `${workspaceRoot} 不是现有文件夹。` },
      fix: {
        en: 'Name another one with --workspace or AGENTOS_WORKSPACE.',
        zh: '请用 --workspace 或 AGENTOS_WORKSPACE 指定其他文件夹。',
      },
    };
  }
  if (isWritable(workspaceRoot)) {
    return { check, level: 'ok', what: { en: workspaceRoot, zh: workspaceRoot } };
  }
  return {
    check,
    level: 'problem',
    what: { en: `${workspaceRoot} cannot be written.`, zh: `${workspaceRoot} 不可写。` },
    fix: { en: 'Run as its owner, or change its rights.', zh: '请以其所有者身份运行，或更改其权限。' },
  };
}

/** The state folder: there, its own, and nobody else's. */
export function stateFindings({ state }: StateFolders): readonly DoctorFinding[] {
  const check = 'state';
  const found = lstatSync(state, { throwIfNoEntry: false });
  if (found === undefined) {
    return [
      {
        check,
        level: 'warning',
        what: { en: `There is no ${state} yet.`, zh: `尚无 ${state}。` },
        fix: { en: 'Run sentinel-agentos init.', zh: '请运行 sentinel-agentos init。' },
      },
    ];
  }
  if (!found.isDirectory()) {
    return [
      {
        check,
        level: 'problem',
        what: { en: `${state} is a link or no folder.`, zh: `${state} 是链接或不是文件夹。` },
        fix: {
          en: 'Remove it, and run sentinel-agentos init.',
          zh: '请将其移除，再运行 sentinel-agentos init。',
        },
      },
    ];
  }
  if (!isWritable(state)) {
    return [
      {
        check,
        level: 'problem',
        what: { en: `${state} cannot be written.`, zh: `${state} 不可写。` },
        fix: { en: 'Run as its owner, or change its rights.', zh: '请以其所有者身份运行，或更改其权限。' },
      },
    ];
  }
  if (!WINDOWS && (found.mode & OTHERS) !== 0) return [openTo(check, state, 'warning')];
  return [{ check, level: 'ok', what: { en: state, zh: state } }];
}

/** Keys, seal and anchors: outside of the workspace, and readable by their owner only. */
export function keyFindings(folders: StateFolders): readonly DoctorFinding[] {
  const { workspaceRoot, keys, snapshotKey } = folders;
  const check = 'keys';
  const userState = dirname(keys);
  const inside = relative(real(workspaceRoot), real(userState));
  if (inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && !inside.startsWith(sep))) {
    return [
      {
        check,
        level: 'problem',
        what: {
          en: `The keys are inside of the workspace: ${userState}. An agent that writes there can forge the journal.`,
          zh: `密钥位于工作区内：${userState}。能写入该处的代理可以伪造日志。`,
        },
        fix: {
          en: 'Set XDG_STATE_HOME to a folder outside of the workspace.',
          zh: '请将 XDG_STATE_HOME 设为工作区之外的文件夹。',
        },
      },
    ];
  }
  const files = [...(existsSync(keys) ? readdirSync(keys).map((name) => join(keys, name)) : []), snapshotKey];
  const open = files.filter((path) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    return !WINDOWS && (mode & OTHERS) !== 0;
  });
  if (open.length > 0) return open.map((path) => openTo(check, path, 'problem'));
  return [{ check, level: 'ok', what: { en: userState, zh: userState } }];
}

/** Whether the guard could start with the workspace's rules. */
export function rulesFinding(input: CommandInput, { rulesFile }: StateFolders): DoctorFinding {
  const check = 'rules';
  const isThere = existsSync(rulesFile);
  try {
    openGuard(input);
  } catch (error) {
    const why = reasonOf(error);
    return {
      check,
      level: 'problem',
      what: { en: `The rules do not hold: ${why}`, zh: `规则无效：${why}` },
      fix: {
        en: 'Mend the file: no guard starts with fewer rules than were written.',
        zh: '请修正该文件：防护不会在规则缺失的情况下启动。',
      },
    };
  }
  return {
    check,
    level: 'ok',
    what: isThere
      ? { en: rulesFile, zh: rulesFile }
      : { en: 'There is no rules file: the built-in rules hold.', zh: '没有规则文件：内置规则有效。' },
  };
}

function openTo(check: string, path: string, level: 'warning' | 'problem'): DoctorFinding {
  return {
    check,
    level,
    what: { en: `Others than the owner may use ${path}.`, zh: `所有者以外的用户可以使用 ${path}。` },
    fix: { en: `chmod go-rwx ${JSON.stringify(path)}`, zh: `chmod go-rwx ${JSON.stringify(path)}` },
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a path leads; what is not there leads where its folder does. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(real(parent), path.slice(parent.length));
}
