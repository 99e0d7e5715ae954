import type { Evidence, LocalizedText, Params, ParamValue } from '@sentinel-agentos/core';

/** One replacement in a string parameter. */
export interface Edit extends Evidence {
  readonly text: string;
}

/** A change of a call that may lower its action. Whether it does is found out by judging the changed call. */
export interface Change {
  readonly edits: readonly Edit[];
  /** Top-level parameters with other values. */
  readonly set?: Params;
  readonly says: LocalizedText;
}

/** The text at a dotted place of the parameters, or null when there is none. */
export function textAtPlace(params: Params, place: string): string | null {
  let value: ParamValue | undefined = params;
  for (const key of place.split('.')) value = memberOf(value, key);
  return typeof value === 'string' ? value : null;
}

/**
 * The parameters with a change made, or null when its edits do not fit them: a place that is no text, a span
 * outside of it, two edits of one place.
 */
export function changedParams(params: Params, { edits, set }: Change): Params | null {
  let changed: Params = params;
  for (const [name, value] of Object.entries(set ?? {})) {
    changed = Object.freeze({ ...changed, [name]: value });
  }
  // From the end, so that the spans before an edit stay where they are.
  const ordered = edits.toSorted((left, right) => right.start - left.start);
  for (const [index, edit] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && next.param === edit.param && next.end > edit.start) return null;
    const text = textAtPlace(changed, edit.param);
    if (text === null || edit.start < 0 || edit.end > text.length) return null;
    const value = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    changed = withMember(changed, edit.param.split('.'), value) as Params;
  }
  return changed;
}

function memberOf(value: ParamValue | undefined, key: string): ParamValue | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
  return Object.hasOwn(value, key) ? (value as Params)[key] : undefined;
}

function withMember(
  value: ParamValue | undefined,
  [key, ...rest]: readonly string[],
  text: string,
): ParamValue {
  if (key === undefined) return text;
  const member = withMember(memberOf(value, key), rest, text);
  if (Array.isArray(value)) {
    return Object.freeze((value as readonly ParamValue[]).with(Number(key), member));
  }
  const copy: Record<string, ParamValue> = Object.assign(
    Object.create(null) as Record<string, ParamValue>,
    value,
  );
  copy[key] = member;
  return Object.freeze(copy);
}
