import { resolve, sep } from 'node:path';
import { actsElsewhere } from '../changes/acts-elsewhere.js';
import { claimedWords } from '../claims/claimed-words.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { isStatement, resultText } from '../claims/result-text.js';
import { isThere } from '../changes/is-there.js';
import type { CheckResult, EffectVerb, Params } from '@sentinel-agentos/core';
import type { ClaimedPath } from '../claims/claimed-words.js';
import type { CheckRequest, SyncCheck } from '../check.js';

/** Names of parameters that hold a path, in lower case and without separators. */
const PATH_PARAMS = new Set([
  'path',
  'file',
  'filename',
  'filepath',
  'targetfile',
  'targetpath',
  'output',
  'outputfile',
  'outputpath',
  'outfile',
  'dest',
  'destination',
  'absolutepath',
  'relativepath',
  'notebookpath',
]);

/** Their results are contents, not words about what they did. */
const READS: ReadonlySet<EffectVerb> = new Set(['fs.read', 'secret.read', 'net.fetch', 'db.read']);
const RUNS: ReadonlySet<EffectVerb> = new Set(['process.spawn', 'code.exec']);

/**
 * "File written", says a tool, and no effect of the call names a file: then the files named in its parameters,
 * or else in its words, must exist. So an invented write is caught whatever the tool is called. What programs
 * print is not taken at its word.
 */
export function claimedFileCheck(): SyncCheck {
  return {
    name: 'claimed-file',
    mode: 'sync',
    applies: (request) => !isExplained(request) && claimOf(request).claims,
    run: (request) => {
      const { paths } = claimOf(request);
      const named = namedPaths(request.call.params);
      const looked = named.length > 0 ? named : paths;
      if (looked.length > 0) return looked.map((each) => look(each, request.call.cwd, request.workspaceRoot));
      return [
        {
          check: 'claimed-file',
          status: 'warn',
          message: {
            en: 'the result says that a file was written, and nothing says which',
            zh: '返回结果声称已写入文件，但未说明是哪个文件',
          },
        },
      ];
    },
  };
}

/** Whether the effects tell already what the words are about. */
function isExplained(request: CheckRequest): boolean {
  // What happens elsewhere writes its files there.
  if (actsElsewhere(request)) return true;
  const verbs = request.effects.map(({ verb }) => verb);
  if (verbs.some((verb) => RUNS.has(verb))) return true;
  if (verbs.length > 0 && verbs.every((verb) => READS.has(verb))) return true;
  return expectedChanges(request).length > 0;
}

function claimOf({ run }: CheckRequest): ReturnType<typeof claimedWords> {
  const text = run.status === 'succeeded' ? resultText(run.result) : '';
  return isStatement(text) ? claimedWords(text) : { claims: false, paths: [] };
}

function namedPaths(params: Params): readonly ClaimedPath[] {
  return Object.entries(params).flatMap(([name, value]) => {
    if (!PATH_PARAMS.has(name.replaceAll(/[_-]/g, '').toLowerCase())) return [];
    return typeof value === 'string' && value !== '' && !value.includes('\0')
      ? [{ path: value, certain: true }]
      : [];
  });
}

function look({ path, certain }: ClaimedPath, cwd: string, workspaceRoot: string): CheckResult {
  if (sep === '/' && /^[A-Za-z]:[\\/]/.test(path)) {
    return {
      check: 'claimed-file',
      status: 'not-checked',
      target: path,
      message: { en: `${path} is a path of another system`, zh: `${path} 是其他系统的路径` },
    };
  }
  const places = [path, path.replaceAll('\\', '/')].flatMap((each) => [
    resolve(cwd, each),
    resolve(workspaceRoot, each),
  ]);
  const found = places.find((place) => isThere(place, false));
  const base = { check: 'claimed-file', target: found ?? resolve(cwd, path) } as const;
  if (found !== undefined)
    return { ...base, status: 'pass', message: { en: `${found} exists`, zh: `${found} 存在` } };
  return {
    ...base,
    status: certain ? 'fail' : 'warn',
    message: {
      en: `the result says that ${base.target} was written, and it does not exist`,
      zh: `返回结果声称已写入 ${base.target}，但该文件并不存在`,
    },
  };
}
