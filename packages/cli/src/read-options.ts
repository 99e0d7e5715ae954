import { parseArgs } from 'node:util';
import { UsageError } from './command.js';

/** What a command line said: values by option name, switches, and the words that belong to no option. */
export interface ReadOptions {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
  readonly words: readonly string[];
}

/**
 * Reads options that take a value, switches that take none, and at most so many words.
 *
 * @throws UsageError that names what is unknown, lacks its value, or is too much.
 */
export function readOptions(
  args: readonly string[],
  names: readonly string[],
  switches: readonly string[] = [],
  words = 0,
): ReadOptions {
  const options = Object.fromEntries<{ readonly type: 'string' | 'boolean' }>([
    ...names.map((name) => [name, { type: 'string' }] as const),
    ...switches.map((name) => [name, { type: 'boolean' }] as const),
  ]);
  let parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const extra = parsed.positionals[words];
  if (extra !== undefined) throw new UsageError(`there is no argument ${JSON.stringify(extra)}`);
  const values: Record<string, string | undefined> = {};
  for (const name of names) {
    const value = parsed.values[name];
    if (typeof value === 'string') values[name] = value;
  }
  return {
    values,
    switches: new Set(switches.filter((name) => parsed.values[name] === true)),
    words: parsed.positionals,
  };
}
