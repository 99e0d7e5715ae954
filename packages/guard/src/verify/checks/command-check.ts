import {
  assertAbsolute,
  assertFunction,
  assertKnownFields,
  assertMilliseconds,
  assertOnFail,
  assertProgram,
  assertTexts,
} from '../valid-checks.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { runProgram } from '../programs/run-program.js';
import type { AsyncCheck, CheckRequest } from '../check.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';

/** A program that is run as a check. */
export interface CommandCheckOptions {
  /** Name of the check, for example `typecheck`. */
  readonly name: string;
  /** The program, by name or absolute path, started without a shell. */
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute path. Default: the folder of the call. */
  readonly cwd?: string;
  /** Default: the one of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Default: 120,000. */
  readonly timeoutMs?: number;
  /** `warn` turns its failure into a warning. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
  /** Default: calls that change files. */
  readonly when?: (request: CheckRequest) => boolean;
}

const FIELDS = ['name', 'file', 'args', 'cwd', 'env', 'timeoutMs', 'onFail', 'when'];

/**
 * Opt-in: runs a program after a call, such as `tsc --noEmit`, a linter or the tests. Exit 0 passes; another one
 * fails with the last lines of the output. A program that can't be started or does not end in time is not a
 * failure of the call: not checked. It is killed with everything it started.
 *
 * Throws `INVALID_ARGUMENT` for options that there are not, and for a program or a folder by a relative path.
 */
export function commandCheck(options: CommandCheckOptions): AsyncCheck {
  const { name, file, args, timeoutMs = 120_000 } = options;
  assertKnownFields('commandCheck', options, FIELDS);
  assertProgram('file', file);
  assertTexts('args', args);
  if (options.cwd !== undefined) assertAbsolute('cwd', options.cwd);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertOnFail('onFail', options.onFail);
  assertFunction('when', options.when);
  return {
    name,
    mode: 'async',
    timeoutMs,
    ...(options.onFail === undefined ? {} : { onFail: options.onFail }),
    applies: options.when ?? ((request) => expectedChanges(request).length > 0),
    run: async (request, signal) => {
      const cwd = options.cwd ?? request.call.cwd;
      const ended = await runProgram({ file, args, cwd, env: options.env ?? process.env, signal });
      switch (ended.status) {
        case 'not-started':
          return [
            result(name, 'not-checked', {
              en: `${file} could not be started: ${ended.reason}`,
              zh: `无法启动 ${file}：${ended.reason}`,
            }),
          ];
        case 'killed':
          return [
            result(name, 'not-checked', {
              en: `${file} was ended by ${ended.signal}`,
              zh: `${file} 被 ${ended.signal} 终止`,
            }),
          ];
        case 'exited':
          return [exitResult(name, file, ended.code, ended.output)];
      }
    },
  };
}

function exitResult(name: string, file: string, code: number, output: string): CheckResult {
  if (code === 0)
    return result(name, 'pass', { en: `${file} found nothing wrong`, zh: `${file} 未发现问题` });
  return result(name, 'fail', {
    en: `${file} ended with ${code}\n${output}`.trimEnd(),
    zh: `${file} 以 ${code} 退出\n${output}`.trimEnd(),
  });
}

function result(check: string, status: CheckResult['status'], message: LocalizedText): CheckResult {
  return { check, status, message };
}
