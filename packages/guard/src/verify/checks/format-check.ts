import { expectedChanges } from '../changes/expected-changes.js';
import { NotParsed } from '../formats/not-parsed.js';
import { readPathState, sameState } from '../../snapshot/path-state.js';
import { readToEnd, withRegularFile } from '../../snapshot/file-bytes.js';
import { stateBefore } from '../changes/snapshot-states.js';
import { textFormatOf } from '../formats/text-format.js';
import type { CheckRequest, SyncCheck } from '../check.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';
import type { ExpectedChange } from '../changes/expected-changes.js';
import type { TextFormat } from '../formats/text-format.js';

/**
 * Opt-in, named `format`: a JSON, YAML or TOML file that a call writes must be UTF-8 and parse. What may be right
 * all the same is not checked: JSON files that customarily hold comments, YAML that a template engine fills in.
 * Neither are files over 16 MiB (JSON), 256 KiB (YAML) or 4 MiB (TOML).
 */
export function formatCheck(): SyncCheck {
  return {
    name: 'format',
    mode: 'sync',
    applies: (request) => written(request).some(({ path }) => textFormatOf(path) !== null),
    run: (request) =>
      written(request).flatMap((change) => {
        const format = textFormatOf(change.path);
        if (format === null) return [];
        const found = look(change.path, format);
        return found.status === 'fail' && !isByCall(change, request)
          ? [
              notChecked(change.path, {
                en: 'this call may not have written it',
                zh: '可能并非由本次调用写入',
              }),
            ]
          : [found];
      }),
  };
}

function written(request: CheckRequest): readonly ExpectedChange[] {
  return expectedChanges(request).filter(({ change }) => change === 'write');
}

/** A command may have written nothing, and the file was broken before. */
function isByCall({ path, certain }: ExpectedChange, { snapshot }: CheckRequest): boolean {
  const before = certain ? null : stateBefore(snapshot, path);
  return certain || (before !== null && !sameState(before, readPathState(path)));
}

function look(path: string, format: TextFormat): CheckResult {
  const { name } = format;
  let bytes: Uint8Array | null;
  try {
    bytes = withRegularFile(path, (fd, stat) => readToEnd(fd, Number(stat.size), format.largestBytes));
  } catch (error) {
    const why = (error as Error).message;
    return notChecked(path, { en: `it cannot be read: ${why}`, zh: `无法读取：${why}` });
  }
  if (bytes === null) return notChecked(path, { en: 'it is too large', zh: '文件过大' });
  try {
    format.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = (error as Error).message.split('\n')[0] ?? '';
    if (error instanceof NotParsed) return notChecked(path, error.reason);
    if (format.lenient) return notChecked(path, { en: 'it may hold comments', zh: '可能包含注释' });
    const message = { en: `${path} is not ${name}: ${why}`, zh: `${path} 不是有效的 ${name}：${why}` };
    return { check: 'format', status: 'fail', target: path, message };
  }
  const message = { en: `${path} is ${name}`, zh: `${path} 是有效的 ${name}` };
  return { check: 'format', status: 'pass', target: path, message };
}

function notChecked(path: string, why: LocalizedText): CheckResult {
  const message = { en: `${path} was not parsed: ${why.en}`, zh: `${path} 未经解析：${why.zh}` };
  return { check: 'format', status: 'not-checked', target: path, message };
}
