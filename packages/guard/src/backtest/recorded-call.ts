import {
  MASK,
  parseParams,
  type BlockedRecord,
  type IntentRecord,
  type Json,
  type ToolCall,
} from '@sentinel-agentos/core';

/** A call as a journal kept it. */
export interface RecordedCall {
  readonly call: ToolCall;
  /** Top-level parameters whose value was masked, shortened or could not be kept as it was. */
  readonly unknown: readonly string[];
}

/** Numbers that JSON lacks are recorded as text. */
const NOT_JSON: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);
/** Members that stand for bytes, and for what was too long to keep. */
const MARKERS: readonly string[] = ['$bytes', '$elided'];
const REPLACED = '\uFFFD';

/**
 * The call of a record, or null when the record does not hold one that could be judged: a folder or a tool's name
 * that was shortened, parameters that are no object.
 */
export function recordedCall(record: IntentRecord | BlockedRecord): RecordedCall | null {
  try {
    const { callId: id, tool, cwd, sessionId, agentId } = record;
    const elided = elidedPaths(record);
    const isWhole = [id, tool, cwd, sessionId, agentId].every((text) => typeof text === 'string');
    if (!isWhole || elided.some((path) => /^\/(?:tool|cwd|sessionId)(?:\/|$)/u.test(path))) return null;
    const params = parseParams(record.params);
    const shortened = elided.flatMap((path) => /^\/params\/([^/]*)/u.exec(path)?.[1] ?? []).map(unescaped);
    const altered = Object.entries(record.params).flatMap(([name, value]) =>
      isAltered(value) ? [name] : [],
    );
    return {
      call: Object.freeze({ id, tool, params, cwd, sessionId, agentId, claims: Object.freeze([]) }),
      unknown: Object.freeze([...new Set([...altered, ...shortened])]),
    };
  } catch {
    return null;
  }
}

/** Whether a value may have been another one before it was recorded. */
function isAltered(value: Json): boolean {
  if (typeof value === 'string') return value === MASK || NOT_JSON.has(value) || value.includes(REPLACED);
  if (typeof value !== 'object' || value === null) return false;
  if (MARKERS.some((marker) => Object.hasOwn(value, marker))) return true;
  return Object.entries(value).some(
    ([name, member]: [string, Json]) => name.includes(REPLACED) || isAltered(member),
  );
}

/** What a journal that shortens long records lists as left out, as JSON pointers. */
function elidedPaths(record: object): readonly string[] {
  const { elided } = record as { readonly elided?: unknown };
  if (!Array.isArray(elided)) return [];
  return elided.flatMap((item: unknown) => {
    const path: unknown = (item as { readonly path?: unknown } | null)?.path;
    return typeof path === 'string' ? [path] : [];
  });
}

function unescaped(pointer: string): string {
  return pointer.replaceAll('~1', '/').replaceAll('~0', '~');
}
