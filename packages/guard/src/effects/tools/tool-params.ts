import type { Evidence, ParamValue, Params } from '@sentinel-agentos/core';

/** A string found in the parameters, with its dotted path. */
export interface ParamText {
  readonly param: string;
  readonly text: string;
}

const MAX_LIST = 1000;

/** Evidence for the whole of a string parameter. */
export function wholeOf(found: ParamText): Evidence {
  return { param: found.param, start: 0, end: found.text.length };
}

/** The first of the named parameters that is a string. */
export function firstText(params: Params, names: readonly string[]): ParamText | null {
  for (const name of names) {
    const value = own(params, name);
    if (typeof value === 'string') return { param: name, text: value };
  }
  return null;
}

/** Every string under the named parameters: a string itself, or the strings of a list. */
export function allTexts(params: Params, names: readonly string[]): readonly ParamText[] {
  return names.flatMap((name) => textsOf(own(params, name), name));
}

function textsOf(value: ParamValue | undefined, param: string): readonly ParamText[] {
  if (typeof value === 'string') return [{ param, text: value }];
  if (!Array.isArray(value)) return [];
  const list = value as readonly ParamValue[];
  return list
    .slice(0, MAX_LIST)
    .flatMap((item, index) => (typeof item === 'string' ? [{ param: `${param}.${index}`, text: item }] : []));
}

/** A parameter of the call itself, never one that an object inherits. */
export function own(params: Params, name: string): ParamValue | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}
