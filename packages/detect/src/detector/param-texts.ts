import type { Params, ParamValue } from '@sentinel-agentos/core';

/** A text in the parameters of a call. */
export interface ParamText {
  /** Dotted path of the parameter: `command`, `edits.0.path`. */
  readonly param: string;
  readonly text: string;
}

/** Every text in parameters, in their order. Bytes are none. */
export function paramTexts(params: Params): readonly ParamText[] {
  return Object.entries(params).flatMap(([name, value]) => textsIn(value, name));
}

function textsIn(value: ParamValue, param: string): readonly ParamText[] {
  if (typeof value === 'string') return value === '' ? [] : [{ param, text: value }];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([name, member]: [string, ParamValue]) =>
    textsIn(member, `${param}.${name}`),
  );
}
