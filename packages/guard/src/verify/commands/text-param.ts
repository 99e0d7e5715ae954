import type { Params } from '@sentinel-agentos/core';

/** The text at a dotted path in the parameters of a call, such as `edits.0.path`; null when there is none. */
export function textParam(params: Params, path: string): string | null {
  let value: unknown = params;
  if (path.length > 1000) return null;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return typeof value === 'string' ? value : null;
}
