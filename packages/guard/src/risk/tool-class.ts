import { SentinelError } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import { namedActs } from '../effects/tools/named-acts.js';
import { toolKind, type ToolKind } from '../effects/tools/tool-names.js';
import { toolName } from '../effects/tools/tool-words.js';

/** How much a tool can do by its name alone. Gates that know nothing else of a call judge by it. */
export type ToolClass = 'high' | 'medium' | 'low';

const CLASSES: ReadonlySet<unknown> = new Set<ToolClass>(['high', 'medium', 'low']);

/** Names and parts of names, words joined by `_`: what runs code or moves a screen, what fetches, what looks. */
const NAMES: Readonly<Record<ToolClass, readonly string[]>> = {
  high: [
    'exec',
    'bash',
    'shell',
    'run',
    'apply_patch',
    'browser',
    'computer',
    'terminal',
    'code_interpreter',
  ],
  medium: ['web_fetch', 'http_request', 'fetch', 'request', 'curl', 'wget'],
  low: ['file_read', 'list_files', 'search', 'read', 'glob', 'grep', 'ls', 'find', 'cat', 'head', 'tail'],
};

/** Kinds that run what they are given, whatever a host calls them. */
const RUNNING: ReadonlySet<ToolKind> = new Set<ToolKind>([
  'shell',
  'foreign-shell',
  'stdin',
  'process',
  'code',
  'patch',
  'browser',
  'computer',
]);

/**
 * The class of a tool by its name. A name counts as a whole or by whole words, never by its beginning, and the higher
 * class wins. A tool is low only where nothing in its name speaks of more than looking: `find_and_delete`,
 * `catalog_delete` and `readwrite_database` are medium, as is every tool that nobody knows. `overrides` come first;
 * case and separators of their names don't matter.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the tool, for an override that is no class.
 */
export function toolClassOf(tool: string, overrides: Readonly<Record<string, ToolClass>> = {}): ToolClass {
  const name = toolName(tool);
  const own = overrideOf(tool, name.plain, overrides);
  if (own !== null) return own;
  const inSpace = `_${[...name.space, ...name.words].join('_')}_`;
  const inLast = `_${name.words.join('_')}_`;
  const kind = toolKind(name);
  if (kind !== null && RUNNING.has(kind)) return 'high';
  if (NAMES.high.some((each) => inSpace.includes(`_${each}_`))) return 'high';
  if (NAMES.medium.some((each) => inLast.includes(`_${each}_`))) return 'medium';
  const looks = name.words.length === 1 || namedActs(name.words).looks;
  return looks && NAMES.low.some((each) => inLast.includes(`_${each}_`)) ? 'low' : 'medium';
}

function overrideOf(
  tool: string,
  plain: string,
  overrides: Readonly<Record<string, ToolClass>>,
): ToolClass | null {
  const named = Object.keys(overrides).filter((key) => key === tool || toolName(key).plain === plain);
  const key = named.find((each) => each === tool) ?? named[0];
  if (key === undefined) return null;
  const value: unknown = overrides[key];
  if (!CLASSES.has(value)) {
    throw new SentinelError(
      'INVALID_CONFIG',
      `the class of tool ${displayText(JSON.stringify(key))} must be high, medium or low, got ${displayText(JSON.stringify(value) ?? typeof value)}`,
    );
  }
  return value as ToolClass;
}
