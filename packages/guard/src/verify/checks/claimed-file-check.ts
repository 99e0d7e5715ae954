import { isAbsolute, join, resolve, sep } from 'node:path';
import { actsElsewhere } from '../changes/acts-elsewhere.js';
import { claimedWords } from '../claims/claimed-words.js';
import { expectedChanges } from '../changes/expected-changes.js';
import { findElsewhere } from '../claims/path-elsewhere.js';
import { isStatement, resultText } from '../claims/result-text.js';
import { isThere } from '../changes/is-there.js';
import { readCommands } from '../commands/call-commands.js';
import { saysDone } from '../claims/done-words.js';
import type { CheckResult, EffectVerb, Params, ToolCall } from '@sentinel-agentos/core';
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
 * or else in its words, must exist. So an invented write is caught whatever the tool is called. Just "Done" is a
 * claim too, of a tool that is named for writing and is given a path, but only a doubtful one. What programs print
 * is not taken at its word.
 */
export function claimedFileCheck(): SyncCheck {
  return {
    name: 'claimed-file',
    mode: 'sync',
    applies: (request) => !isExplained(request) && claimOf(request) !== null,
    run: (request) => {
      const claim = claimOf(request);
      const named = namedPaths(request.call.params, claim?.certain === true);
      const looked = named.length > 0 ? named : (claim?.paths ?? []);
      if (looked.length > 0) return looked.map((each) => look(each, request));
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
  if (verbs.some((verb) => RUNS.has(verb)) || readCommands(request).length > 0) return true;
  if (verbs.length > 0 && verbs.every((verb) => READS.has(verb))) return true;
  return expectedChanges(request).length > 0;
}

interface Claim {
  /** The words say that a file was written, not only that something is done. */
  readonly certain: boolean;
  readonly paths: readonly ClaimedPath[];
}

function claimOf({ run, call }: CheckRequest): Claim | null {
  const text = run.status === 'succeeded' ? resultText(run.result) : '';
  if (!isStatement(text)) return null;
  const { claims, paths } = claimedWords(text);
  if (claims) return { certain: true, paths };
  return saysDone(call.tool, text) && namedPaths(call.params, false).length > 0
    ? { certain: false, paths }
    : null;
}

function namedPaths(params: Params, certain: boolean): readonly ClaimedPath[] {
  return Object.entries(params).flatMap(([name, value]) => {
    if (!PATH_PARAMS.has(name.replaceAll(/[_-]/g, '').toLowerCase())) return [];
    return typeof value === 'string' && value !== '' && !value.includes('\0')
      ? [{ path: value, certain }]
      : [];
  });
}

/** Folders that the call names: a path in its words may be relative to one. */
function namedFolders({ params, cwd }: ToolCall): readonly string[] {
  return Object.values(params).flatMap((value) => {
    if (typeof value !== 'string' || value.length > 4096 || value.includes('\0')) return [];
    const folder = resolve(cwd, value);
    return isThere(join(folder, '.'), false) ? [folder] : [];
  });
}

function look({ path, certain }: ClaimedPath, { call, workspaceRoot }: CheckRequest): CheckResult {
  if (sep === '/' && /^[A-Za-z]:[\\/]/.test(path)) {
    return {
      check: 'claimed-file',
      status: 'not-checked',
      target: path,
      message: { en: `${path} is a path of another system`, zh: `${path} 是其他系统的路径` },
    };
  }
  const folders = [call.cwd, workspaceRoot, ...namedFolders(call)];
  const places = [path, path.replaceAll('\\', '/')].flatMap((each) =>
    folders.map((folder) => resolve(folder, each)),
  );
  const found = places.find((place) => isThere(place, false));
  const base = { check: 'claimed-file', target: found ?? resolve(call.cwd, path) } as const;
  if (found !== undefined)
    return { ...base, status: 'pass', message: { en: `${found} exists`, zh: `${found} 存在` } };
  const elsewhere = isAbsolute(path) ? null : findElsewhere(path, workspaceRoot);
  if (elsewhere !== null && elsewhere.found !== null) {
    return {
      ...base,
      status: 'not-checked',
      target: elsewhere.found,
      message: {
        en: `which ${path} the result means is not known; there is ${elsewhere.found}`,
        zh: `无法确定返回结果所指的 ${path}；存在 ${elsewhere.found}`,
      },
    };
  }
  return {
    ...base,
    status: certain && elsewhere?.overflow !== true ? 'fail' : 'warn',
    message: {
      en: `the result says that ${base.target} was written, and it does not exist`,
      zh: `返回结果声称已写入 ${base.target}，但该文件并不存在`,
    },
  };
}
