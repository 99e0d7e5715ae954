import type { Data } from './data.js';
import { LIMITS } from './limits.js';
import type { Shell, Variable } from './shell-state.js';

type Variables = Map<string, Variable>;

/** Reads something that may or may not run: afterwards each variable may have its old or its new value. */
export function maybe<T>(shell: Shell, read: () => T): T {
  const before = shell.variables;
  shell.variables = new Map(before);
  const result = read();
  shell.variables = merged(before, shell.variables);
  return result;
}

/** Reads several alternatives, of which one runs: each begins with the same variables. */
export function oneOf<T>(shell: Shell, reads: readonly (() => T)[], orNone: boolean): T[] {
  const before = shell.variables;
  const folder = shell.cwd;
  let after: Variables | null = orNone ? before : null;
  const results: T[] = [];
  for (const read of reads) {
    shell.variables = new Map(before);
    shell.cwd = folder;
    results.push(read());
    after = after === null ? shell.variables : merged(after, shell.variables);
  }
  if (orNone) shell.cwd = folder;
  shell.variables = after ?? before;
  return results;
}

function merged(a: Variables, b: Variables): Variables {
  if (a === b) return a;
  const all = new Map(a);
  for (const [name, variable] of b) {
    const other = a.get(name);
    if (other === undefined || other === variable) all.set(name, variable);
    else all.set(name, { ...variable, values: union(other.values, variable.values) });
  }
  return all;
}

/** Distinct values of both lists; the newest are kept when there are too many. */
export function union(a: readonly Data[], b: readonly Data[]): readonly Data[] {
  const values = [...a];
  for (const data of b) {
    if (!values.some((value) => value.text === data.text && value.taint === data.taint)) values.push(data);
  }
  return values.slice(-LIMITS.alternatives);
}
