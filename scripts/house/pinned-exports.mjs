import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './workspace.mjs';

/**
 * @typedef {{ values: string[], types: string[] }} ExportNames sorted
 * @typedef {Record<string, ExportNames>} ExportLists by import path
 */

/** The pinned list: what users can import. It changes only on purpose, in a diff that a reader sees. */
export const PIN_FILE = 'requirements/exports.json';

/** @returns {ExportLists} */
export function pinnedExports() {
  const file = join(ROOT, PIN_FILE);
  return /** @type {ExportLists} */ (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
}

/** @param {ExportLists} lists */
export function pinExports(lists) {
  writeFileSync(join(ROOT, PIN_FILE), `${JSON.stringify(lists, null, 2)}\n`);
}

/**
 * @param {ExportLists} pinned
 * @param {ExportLists} current
 * @returns {string[]} one line a difference, such as `- @scope/name: createThing (values)`
 */
export function differences(pinned, current) {
  /** @type {string[]} */
  const lines = [];
  for (const specifier of new Set([...Object.keys(pinned), ...Object.keys(current)])) {
    for (const kind of /** @type {const} */ (['values', 'types'])) {
      const before = pinned[specifier]?.[kind] ?? [];
      const after = current[specifier]?.[kind] ?? [];
      for (const name of after) if (!before.includes(name)) lines.push(`+ ${specifier}: ${name} (${kind})`);
      for (const name of before) if (!after.includes(name)) lines.push(`- ${specifier}: ${name} (${kind})`);
    }
  }
  return lines;
}
