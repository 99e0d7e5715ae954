import { basename, dirname, join, relative, sep } from 'node:path';
import { realFolder } from '../../snapshot/real-folders.js';
import { touchedPaths } from '../changes/changed-files.js';
import { expectedChanges } from '../changes/expected-changes.js';
import type { CheckRequest } from '../check.js';
import type { LocalizedText } from '@sentinel-agentos/core';

const SETUP_FILE =
  /^(?:eslint\.config\..*|\.eslint.*|.*eslint-(?:plugin|config|rule|local).*|[jt]sconfig.*\.json|package\.json|\.npmrc|\.pnp\..*|\.babelrc.*|babel\.config\..*)$/i;

/**
 * Why the linter or the compiler of a workspace is not started after a call: the call changed their settings, their
 * plugins or an installed package, and starting them would run what it just wrote. Null when it changed none.
 */
export function changedSetup(request: CheckRequest): LocalizedText | null {
  const { workspaceRoot, effects } = request;
  if (effects.some(({ verb, remote }) => verb === 'pkg.install' && !remote)) {
    return whyNot('the call installed packages', '本次调用安装了软件包');
  }
  const isSetup = (path: string): boolean =>
    [path, join(realFolder(dirname(path)), basename(path))].some((each) => isOfSetup(each, workspaceRoot));
  const changed =
    expectedChanges(request).find(({ path }) => isSetup(path))?.path ?? touchedPaths(request, isSetup)[0];
  return changed === undefined ? null : whyNot(`the call changed ${changed}`, `本次调用更改了 ${changed}`);
}

function isOfSetup(path: string, workspaceRoot: string): boolean {
  const folders = relative(workspaceRoot, path).split(sep);
  const name = folders.pop() ?? '';
  if (name === 'node_modules' || folders.includes('node_modules')) return true;
  // Settings and plugins carry the linter's name, wherever they are kept.
  return SETUP_FILE.test(name) || folders.some((folder) => /eslint/i.test(folder));
}

function whyNot(en: string, zh: string): LocalizedText {
  return {
    en: `${en}; nothing is started that may run what it wrote`,
    zh: `${zh}，因此不启动可能运行其写入内容的程序`,
  };
}
