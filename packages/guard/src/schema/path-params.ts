import type { Params, ParamValue } from '@sentinel-agentos/core';

// Names that often mean a file, and often something else.
const MAYBE: ReadonlySet<string> = new Set([
  'target',
  'source',
  'src',
  'from',
  'to',
  'dest',
  'destination',
  'output',
  'input',
  'root',
  'uri',
]);
// Names that mean a file, by their end: `save_path`, `logFile`, `file_name`, `outputfile`.
const ENDINGS = /(?:paths?|pathname|(?:file|dir)names?|dirs?|directory|directories|folders?|cwd)$/u;
const FILE_WORDS: ReadonlySet<string> = new Set(['file', 'files']);
const FILE_NAMES: ReadonlySet<string> = new Set(['inputfile', 'outputfile', 'targetfile', 'sourcefile']);
const NO_FILES = /(?:xpath|jsonpath)$/u;
const IN_CHINESE = /(?:路径|文件|文件名|目录|文件夹)$/u;

/** As deep as parameters may be. */
const MAX_DEPTH = 100;

/** A value that a tool may take for a path. `text` is null when it is no text and can't be judged as one. */
export interface PathParam {
  /** Dotted path, for example `edits.0.file_path`. */
  readonly field: string;
  readonly text: string | null;
  /** Whether an address such as `https://…` is as likely as a path. */
  readonly orAddress?: boolean;
}

/** The values of one named parameter: a text, or a list of texts. Anything else can't be judged. */
export function pathParam(params: Params, name: string): readonly PathParam[] {
  if (!Object.hasOwn(params, name)) return [];
  return valuesOf(name, params[name] ?? null);
}

/** Every parameter that looks like a path by its name, also inside lists and objects; see {@link pathParam}. */
export function pathLikeParams(params: Params): readonly PathParam[] {
  const found: PathParam[] = [];
  collect(params, '', 0, found);
  return found;
}

function collect(value: ParamValue, prefix: string, depth: number, found: PathParam[]): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || depth > MAX_DEPTH) return;
  for (const [key, member] of Object.entries<ParamValue>(value)) {
    const field = prefix === '' ? key : `${prefix}.${key}`;
    const meaning = meaningOf(key);
    if (meaning !== 'other') found.push(...textsOf(field, member, meaning));
    collect(member, field, depth + 1, found);
  }
}

/** Texts, also of lists in lists. Bytes may be a path too, but nobody can say which. */
function textsOf(field: string, value: ParamValue, meaning: 'path' | 'maybe'): readonly PathParam[] {
  if (typeof value === 'string') {
    return [{ field, text: value, orAddress: meaning === 'maybe' }];
  }
  if (value instanceof Uint8Array) return meaning === 'path' ? [{ field, text: null }] : [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: ParamValue, index: number) => textsOf(`${field}.${index}`, item, meaning));
}

function meaningOf(name: string): 'path' | 'maybe' | 'other' {
  // No tool has a longer one.
  if (name.length > 100) return 'other';
  const words = wordsOf(name);
  const joined = words.join('');
  if (NO_FILES.test(joined)) return 'other';
  if (MAYBE.has(joined)) return 'maybe';
  // Content may be given under such a name, as bytes: a path is only what a text says.
  if (FILE_WORDS.has(words.at(-1) ?? '') || FILE_NAMES.has(joined)) return 'maybe';
  return ENDINGS.test(joined) || IN_CHINESE.test(name) ? 'path' : 'other';
}

function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKC')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '_')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function valuesOf(field: string, value: ParamValue): readonly PathParam[] {
  if (value === null) return [];
  if (typeof value === 'string') return [{ field, text: value }];
  if (!Array.isArray(value)) return [{ field, text: null }];
  return value.map((item: ParamValue, index: number) => ({
    field: `${field}.${index}`,
    text: typeof item === 'string' ? item : null,
  }));
}
