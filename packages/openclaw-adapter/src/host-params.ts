import { existsSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';

type Params = Readonly<Record<string, unknown>>;

/** Tools whose `path` the host repairs and resolves. */
const FILE_TOOLS: ReadonlySet<string> = new Set(['read', 'write', 'edit', 'ls']);
/** What the host cuts a mark of broken XML off. */
const EXEC_TEXTS = ['command', 'workdir', 'host', 'ask', 'node'];
/** What some models write after an argument. */
const XML_END = /<\/arg_value>>+$/u;
/** Endings that models make up, and what the host takes them for. */
const OFFICE = /\.(doc|ppt|xls)(?:odex|codex|xodex|xcodex)$/iu;
/** Where a patch names a file. */
const PATCH_PATH = /^(\s*\*\*\* (?:(?:Add|Update|Delete) File|Move to): )(.+?)(\s*)$/gmu;

/**
 * The parameters as the host's own tools read them: OpenClaw cuts marks of broken XML off and takes `@path` for `path`
 * before a tool opens it, so a call that is judged by what it says would be judged for another file. What the host
 * does not change is given back as it is.
 */
export function hostParams(
  tool: string,
  params: Params,
  workspace: string,
  exists: (path: string) => boolean = existsSync,
): Params {
  if (tool === 'exec') return changed(params, EXEC_TEXTS, (text) => text.replace(XML_END, ''));
  const unmarked = (path: string): string => withoutMark(path, workspace, exists);
  if (FILE_TOOLS.has(tool)) return changed(params, ['path'], (path) => unmarked(repaired(path)));
  if (tool !== 'apply_patch') return params;
  return changed(params, ['input'], (patch) =>
    patch.replace(PATCH_PATH, (_all, head: string, path: string, end: string) => head + unmarked(path) + end),
  );
}

function repaired(path: string): string {
  return path.replace(XML_END, '').replace(OFFICE, (_all, family: string) => `.${family.toLowerCase()}x`);
}

/**
 * One `@` before a path is a mark that is cut off, except before a relative path of which the file or the first folder
 * is there with that very name.
 */
function withoutMark(path: string, workspace: string, exists: (path: string) => boolean): string {
  if (!path.startsWith('@') || isLiteral(path, workspace, exists)) return path;
  const rest = path.slice(1);
  return rest.startsWith('@') ? `./${rest}` : rest;
}

function isLiteral(path: string, workspace: string, exists: (path: string) => boolean): boolean {
  const rest = path.slice(1);
  if (rest === '' || rest.startsWith('~') || /^file:\/\//iu.test(rest) || isAbsolute(rest)) return false;
  let first = path;
  for (let parent = dirname(first); parent !== '.' && parent !== first; parent = dirname(first))
    first = parent;
  return exists(resolve(workspace, path)) || (first !== path && exists(resolve(workspace, first)));
}

function changed(params: Params, names: readonly string[], change: (text: string) => string): Params {
  const entries = names.flatMap((name) => {
    const text = Object.hasOwn(params, name) ? params[name] : undefined;
    if (typeof text !== 'string') return [];
    const now = change(text);
    return now === text ? [] : [[name, now] as const];
  });
  return entries.length === 0 ? params : { ...params, ...Object.fromEntries(entries) };
}
