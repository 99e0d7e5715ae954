import { dirname } from 'node:path';
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  assertKnownFields,
  assertMilliseconds,
  assertOnFail,
  assertProgram,
  assertWait,
} from '../valid-checks.js';
import { allCertainlyRan } from '../commands/certain-run.js';
import { createNpmRegistry } from '../publish/npm-registry.js';
import { readPublications } from '../publish/published-packages.js';
import { lifecycleScripts } from '../publish/lifecycle-scripts.js';
import { publishRegistry } from '../publish/publish-registry.js';
import type { AsyncCheck } from '../check.js';
import type { CheckResult, LocalizedText } from '@sentinel-agentos/core';
import type { NpmRegistry, PackedPackage, RegistryAnswer } from '../publish/npm-registry.js';
import type { Publication } from '../publish/published-packages.js';

/** How a publication is looked for at its registry. */
export interface NpmPublishCheckOptions {
  /** The program, by name or absolute path. Default: `npm`. */
  readonly npm?: string;
  /** Milliseconds to wait for a version that the registry does not show yet; 0 asks once. Default: 15,000. */
  readonly waitMs?: number;
  /** Default: 60,000. */
  readonly timeoutMs?: number;
  /** `warn` turns its failure into a warning. Default: `fail`. */
  readonly onFail?: 'warn' | 'fail';
}

/**
 * Opt-in, named `npm-publish`: after `npm publish` the registry must have the version with the integrity that the
 * package has here, packed without running its scripts. A version that is missing there, or different, fails; a
 * registry that can't be reached is a warning, and so are a missing npm and a difference where scripts of the package,
 * such as `prepack`, may have changed it. pnpm and yarn pack in ways of their own:
 * of them only a missing version fails. What the words do not tell is not checked.
 *
 * npm is run in the folder of the package and reads its `.npmrc`, as the publication did. Throws
 * `INVALID_ARGUMENT` for options that there are not.
 */
export function npmPublishCheck(options: NpmPublishCheckOptions = {}): AsyncCheck {
  const { npm = 'npm', waitMs = 15_000, timeoutMs = 60_000, onFail = 'fail' } = options;
  assertKnownFields('npmPublishCheck', options, ['npm', 'waitMs', 'timeoutMs', 'onFail']);
  assertMilliseconds('timeoutMs', timeoutMs);
  assertOnFail('onFail', onFail);
  assertProgram('npm', npm);
  assertWait('waitMs', waitMs);
  return {
    name: 'npm-publish',
    mode: 'async',
    timeoutMs,
    onFail,
    applies: ({ effects }) => effects.some(({ verb }) => verb === 'pkg.publish'),
    run: async (request, signal) => {
      const registry = createNpmRegistry(npm, signal);
      const results: CheckResult[] = [];
      for (const publication of readPublications(request)) {
        results.push(
          publication === null ? UNCLEAR : await lookAt(publication, registry, { waitMs, signal }),
        );
      }
      return allCertainlyRan(request) ? results : results.map(notMissed);
    },
  };
}

/** A publication that hangs on a condition may rightly not have run. */
function notMissed(found: CheckResult): CheckResult {
  if (found.status !== 'fail') return found;
  const { en, zh } = found.message;
  return {
    ...found,
    status: 'not-checked',
    message: {
      en: `${en}; whether it had to be published can not be told`,
      zh: `${zh}；无法确定是否必须发布`,
    },
  };
}

const UNCLEAR: CheckResult = result('not-checked', undefined, {
  en: 'what was published can not be told',
  zh: '无法确定发布了什么',
});

interface Patience {
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

async function lookAt(
  { source, packsLikeNpm, registry }: Publication,
  npm: NpmRegistry,
  patience: Patience,
): Promise<CheckResult> {
  const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
  const cwd = isFolder ? source : dirname(source);
  const packed = await npm.pack(source, cwd);
  if (packed === null) {
    return result('warn', source, {
      en: `npm could not pack ${source} to compare it`,
      zh: `npm 无法打包 ${source} 以供比较`,
    });
  }
  const at = registry ?? (isFolder ? publishRegistry(cwd, packed.name) : null);
  const answer = await untilThere(() => npm.view(packed, cwd, at), patience);
  const why = incomparable(cwd, isFolder, packsLikeNpm);
  return judge(packed, answer, why);
}

/** Why the package here may differ from what was published of it without anything being wrong; null where it can't. */
function incomparable(folder: string, isFolder: boolean, packsLikeNpm: boolean): Incomparable | null {
  if (!packsLikeNpm) {
    const message = {
      en: 'its contents were packed in another way and can not be compared',
      zh: '打包方式不同，无法比较内容',
    };
    return { status: 'not-checked', message };
  }
  const scripts = isFolder ? lifecycleScripts(folder) : [];
  if (scripts.length === 0) return null;
  const names = scripts.join(', ');
  const message = {
    en: `it differs from the one here, but its scripts may have changed it: ${names}`,
    zh: `与本地不一致，其脚本可能更改了内容：${names}`,
  };
  return { status: 'warn', message };
}

interface Incomparable {
  readonly status: 'warn' | 'not-checked';
  readonly message: LocalizedText;
}

/** Registries show a new version only after a while. */
async function untilThere(
  view: () => Promise<RegistryAnswer>,
  { waitMs, signal }: Patience,
): Promise<RegistryAnswer> {
  for (let waited = 0, pause = 500; ; waited += pause, pause *= 2) {
    const answer = await view();
    if (answer.status !== 'missing' || waited + pause > waitMs) return answer;
    await wait(pause, undefined, { signal });
  }
}

function judge(packed: PackedPackage, answer: RegistryAnswer, why: Incomparable | null): CheckResult {
  const target = `${packed.name}@${packed.version}`;
  switch (answer.status) {
    case 'unreachable':
      return result('warn', target, {
        en: `the registry could not be asked for ${target}: ${answer.reason}`,
        zh: `无法向仓库查询 ${target}：${answer.reason}`,
      });
    case 'missing':
      return result('fail', target, {
        en: `${target} is not at the registry`,
        zh: `仓库中没有 ${target}`,
      });
    case 'there':
      if (answer.integrity === packed.integrity)
        return result('pass', target, {
          en: `${target} is at the registry as it is here`,
          zh: `仓库中的 ${target} 与本地一致`,
        });
      return why === null
        ? result('fail', target, {
            en: `${target} at the registry is another package than the one here`,
            zh: `仓库中的 ${target} 与本地不一致`,
          })
        : result(why.status, target, {
            en: `${target} is at the registry; ${why.message.en}`,
            zh: `仓库中有 ${target}，但${why.message.zh}`,
          });
  }
}

function result(
  status: CheckResult['status'],
  target: string | undefined,
  message: LocalizedText,
): CheckResult {
  return { check: 'npm-publish', status, ...(target === undefined ? {} : { target }), message };
}
