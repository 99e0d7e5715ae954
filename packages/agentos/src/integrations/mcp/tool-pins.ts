import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { isObject } from './message.js';
import type { ToolHints } from '@sentinel-agentos/guard';

/** What is remembered of a tool's definition. */
export interface ToolPin {
  readonly name: string;
  /** SHA-256 of the definition that holds; null of a tool that came later. */
  readonly accepted: string | null;
  /** SHA-256 of the definition that was listed last. */
  readonly seen: string;
  /** What the definition that holds says of the tool's effects. */
  readonly hints: ToolHints;
}

/** How a listed definition compares with what is remembered. */
export interface PinNews {
  readonly name: string;
  readonly change: 'changed' | 'added';
}

/** The definitions of one server's tools, remembered between its runs. Opening touches nothing. */
export interface ToolPins {
  /**
   * Takes note of listed definitions and says which are not those that hold. The first whole list of a server
   * holds as it is. `isLast` is said of the page that ends a list.
   * @throws SentinelError `STATE_CORRUPT` and `STATE_UNAVAILABLE`.
   */
  see(definitions: readonly unknown[], isLast: boolean): readonly PinNews[];
  /** Whether a tool's definition is known and not the one that holds. Throws like `see`. */
  isChanged(tool: string): boolean;
  /** Lets the definitions hold that were listed last, and says which are new. Throws like `see`. */
  accept(): readonly string[];
  /** What the definitions that hold say of their tools, by name. Throws like `see`. */
  hints(): ReadonlyMap<string, ToolHints>;
}

interface PinFile {
  /** Whether a whole list was seen once. */
  readonly isWhole: boolean;
  readonly tools: readonly ToolPin[];
}

/** Members of a definition that a model or the guard goes by. */
const MEANS = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations', 'execution'];
const HINTS = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const;
/** More tools than this of one server are not remembered, and count as added. */
const MOST_TOOLS = 10_000;

/** The pins of a server in a folder, one file a server. */
export function openToolPins(folder: string, server: string): ToolPins {
  const path = join(folder, `${server}.json`);

  function read(): PinFile {
    let text: string;
    try {
      if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
        throw new Error('it is no plain file');
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { isWhole: false, tools: [] };
      throw new SentinelError('STATE_UNAVAILABLE', `the pins cannot be read: ${path}`, { cause: error });
    }
    return parse(text, path);
  }

  function write(file: PinFile): void {
    const draft = `${path}.${randomUUID()}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      renameSync(draft, path);
    } catch (error) {
      throw new SentinelError('STATE_UNAVAILABLE', `the pins cannot be written: ${path}`, { cause: error });
    }
  }

  return {
    see(definitions, isLast) {
      const { isWhole, tools } = read();
      const pins = new Map(tools.map((pin) => [pin.name, pin]));
      const news: PinNews[] = [];
      for (const definition of definitions) {
        if (!isObject(definition) || typeof definition['name'] !== 'string') continue;
        const { name } = definition;
        const seen = hashOf(definition);
        const known = pins.get(name);
        const accepted = known?.accepted ?? (isWhole || pins.size >= MOST_TOOLS ? null : seen);
        if (accepted !== seen) news.push({ name, change: accepted === null ? 'added' : 'changed' });
        const hints = accepted === seen ? hintsOf(definition) : (known?.hints ?? {});
        if (known !== undefined || pins.size < MOST_TOOLS) pins.set(name, { name, accepted, seen, hints });
      }
      const file = { isWhole: isWhole || isLast, tools: [...pins.values()] };
      if (JSON.stringify(file) !== JSON.stringify({ isWhole, tools })) write(file);
      return news;
    },
    isChanged(tool) {
      const { isWhole, tools } = read();
      const pin = tools.find(({ name }) => name === tool);
      return pin === undefined ? isWhole : pin.accepted !== pin.seen;
    },
    accept() {
      const { isWhole, tools } = read();
      const changed = tools.filter(({ accepted, seen }) => accepted !== seen);
      // Hints are read anew from the next list: they belong to the definition that holds.
      const accepted = tools.map((pin) =>
        pin.accepted === pin.seen ? pin : { ...pin, accepted: pin.seen, hints: {} },
      );
      if (changed.length > 0) write({ isWhole, tools: accepted });
      return changed.map(({ name }) => name);
    },
    hints() {
      return new Map(read().tools.map(({ name, hints }) => [name, hints]));
    },
  };
}

function parse(text: string, path: string): PinFile {
  const corrupt = (cause?: unknown): SentinelError =>
    new SentinelError('STATE_CORRUPT', `these are no pins: ${path}. Remove the file to start anew.`, {
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw corrupt(error);
  }
  const tools = isObject(value) ? value['tools'] : undefined;
  if (!isObject(value) || typeof value['isWhole'] !== 'boolean' || !Array.isArray(tools)) throw corrupt();
  if (!tools.every(isPin)) throw corrupt();
  return { isWhole: value['isWhole'], tools };
}

function isPin(value: unknown): value is ToolPin {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    (value['accepted'] === null || typeof value['accepted'] === 'string') &&
    typeof value['seen'] === 'string' &&
    isObject(value['hints'])
  );
}

/** The same for the same definition, in whatever order its members come. */
function hashOf(definition: Readonly<Record<string, unknown>>): string {
  const means = MEANS.map((name) => definition[name] ?? null);
  const text = JSON.stringify(means, (_, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

function hintsOf(definition: Readonly<Record<string, unknown>>): ToolHints {
  const { annotations } = definition;
  if (!isObject(annotations)) return {};
  return Object.fromEntries(
    HINTS.flatMap((name) => (typeof annotations[name] === 'boolean' ? [[name, annotations[name]]] : [])),
  );
}
