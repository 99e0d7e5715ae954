import type { Params, ParamValue } from '@sentinel-agentos/core';

const NAMES: ReadonlySet<string> = new Set([
  'path',
  'paths',
  'file',
  'files',
  'filename',
  'filenames',
  'filepath',
  'filepaths',
  'absolutepath',
  'relativepath',
  'targetpath',
  'targetfile',
  'target',
  'sourcepath',
  'source',
  'src',
  'from',
  'to',
  'dest',
  'destination',
  'destinationpath',
  'oldpath',
  'newpath',
  'outputpath',
  'outputfile',
  'output',
  'inputpath',
  'inputfile',
  'notebookpath',
  'dir',
  'directory',
  'dirpath',
  'folder',
  'cwd',
  'workdir',
  'root',
  'uri',
]);

/** As deep as parameters may be. */
const MAX_DEPTH = 100;

/** A value that a tool may take for a path. `text` is null when it is no text and can't be judged as one. */
export interface PathParam {
  /** Dotted path, for example `edits.0.file_path`. */
  readonly field: string;
  readonly text: string | null;
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
    if (isPathName(key) && (typeof member === 'string' || Array.isArray(member))) {
      for (const param of valuesOf(field, member)) if (param.text !== null) found.push(param);
    }
    collect(member, field, depth + 1, found);
  }
}

function isPathName(name: string): boolean {
  return NAMES.has(name.toLowerCase().replaceAll(/[_-]/gu, ''));
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
