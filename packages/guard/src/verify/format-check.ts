import { basename } from 'node:path';
import { expectedChanges } from './expected-changes.js';
import { readToEnd, withRegularFile } from '../snapshot/file-bytes.js';
import type { CheckResult, LocalizedText, VerifyRequest } from '@sentinel-agentos/core';
import type { SyncCheck } from './check.js';

const LARGEST_BYTES = 16 * 1024 * 1024;

/** Files that end in `.json` and may hold comments all the same. */
const WITH_COMMENTS =
  /^(?:[tj]sconfig.*|\.?(?:eslintrc|jshintrc|swcrc|babelrc)|devcontainer|settings|launch|tasks|extensions|keybindings)\.json$/;

/** Opt-in: a JSON file that a call writes must parse. */
export function formatCheck(): SyncCheck {
  return {
    name: 'format',
    mode: 'sync',
    applies: (request) => jsonFiles(request).length > 0,
    run: (request) => jsonFiles(request).map(look),
  };
}

function jsonFiles(request: VerifyRequest): readonly string[] {
  return expectedChanges(request).flatMap(({ path, change }) =>
    change === 'write' && path.toLowerCase().endsWith('.json') ? [path] : [],
  );
}

function look(path: string): CheckResult {
  if (WITH_COMMENTS.test(basename(path))) {
    return result(path, 'not-checked', { en: `${path} may hold comments`, zh: `${path} 可能包含注释` });
  }
  let text: string | undefined;
  try {
    text = withRegularFile(path, (fd, stat) =>
      readToEnd(fd, Number(stat.size), LARGEST_BYTES)?.toString('utf8'),
    );
  } catch (error) {
    const why = (error as Error).message;
    return result(path, 'not-checked', {
      en: `${path} cannot be read: ${why}`,
      zh: `无法读取 ${path}：${why}`,
    });
  }
  if (text === undefined) {
    return result(path, 'not-checked', { en: `${path} is too large`, zh: `${path} 过大` });
  }
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = (error as Error).message;
    return result(path, 'fail', { en: `${path} is not JSON: ${why}`, zh: `${path} 不是有效的 JSON:${why}` });
  }
  return result(path, 'pass', { en: `${path} is JSON`, zh: `${path} 是有效的 JSON` });
}

function result(target: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check: 'format', status, target, message };
}
