import type { Params } from '@sentinel-agentos/core';
import { changeTexts } from './change-texts.js';
import type { Change } from './change.js';

const SWITCHES: readonly string[] = ['dry_run', 'dryRun', 'dryrun', 'preview', 'simulate', 'check_only'];
const METHODS: readonly string[] = ['method', 'verb'];

/** Tools say in a parameter of their own that they should only show, or only ask. */
export function paramChanges(params: Params): readonly Change[] {
  const switches = SWITCHES.filter((name) => Object.hasOwn(params, name) && params[name] === false);
  const methods = METHODS.flatMap((name) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return typeof value === 'string' ? [{ name, value }] : [];
  });
  return [
    ...switches.map((name) => ({
      edits: [],
      set: { [name]: true },
      says: changeTexts.dryRun(`${name}: true`),
    })),
    ...methods.map(({ name, value }) => ({
      edits: [],
      set: { [name]: 'GET' },
      says: changeTexts.use('GET', value),
    })),
  ];
}
