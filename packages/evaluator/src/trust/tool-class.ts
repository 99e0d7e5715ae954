import { SentinelError } from '@sentinel-agentos/core';
import type { Effect, EffectVerb } from '@sentinel-agentos/core';

/** How much a tool can do. */
export type ToolClass = 'HIGH' | 'MEDIUM' | 'LOW';

/** Classes of tools by their names, as a host sets them. */
export type ToolClasses = Readonly<Record<string, ToolClass>>;

/** The published names, words joined by `_`: what runs code or moves a screen, what fetches, what looks. */
const NAMES: Readonly<Record<ToolClass, readonly string[]>> = {
  HIGH: [
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
  MEDIUM: ['web_fetch', 'http_request', 'fetch', 'request', 'curl', 'wget'],
  LOW: ['file_read', 'list_files', 'search', 'read', 'glob', 'grep', 'ls', 'find', 'cat', 'head', 'tail'],
};

/** Words that say more than looking. One of them, or an `and`, takes a tool out of the low class. */
const CHANGING: ReadonlySet<string> = new Set(
  (
    'and or then with write edit replace update upsert insert create add append set put post patch delete remove ' +
    'rm unlink drop erase purge trash truncate clear clean reset move mv rename copy cp save upload send publish push ' +
    'commit merge apply install uninstall deploy start stop restart kill spawn launch eval execute call invoke open ' +
    'click type submit grant revoke chmod chown mount up down enable disable pay buy order transfer wipe trigger'
  ).split(' '),
);

/** Effects that make a call high whatever its tool is called, and those that a low call may have. */
const RUNNING: ReadonlySet<EffectVerb> = new Set<EffectVerb>([
  'process.spawn',
  'code.exec',
  'privilege.gain',
]);
const LOOKING: ReadonlySet<EffectVerb> = new Set<EffectVerb>(['fs.read', 'db.read', 'net.fetch']);

/**
 * The class of a call. A class that the host set for the tool wins, by its name in any case and with any separators; then what the call does; then the tool's name,
 * which counts by whole words and never by its beginning: `find_and_delete`, `catalog_delete`, `readwrite_database` and
 * `tailscale_up` are not low, and `headless_browser` is high. A tool that nobody knows is medium.
 */
export function toolClassOf(
  tool: string,
  effects: readonly Pick<Effect, 'verb'>[] = [],
  custom: ToolClasses = {},
): ToolClass {
  const set = setByHost(tool, custom);
  if (set !== undefined) return set;
  if (effects.some(({ verb }) => RUNNING.has(verb))) return 'HIGH';
  const named = classOfName(tool);
  return named === 'LOW' && effects.some(({ verb }) => !LOOKING.has(verb)) ? 'MEDIUM' : named;
}

/** The very name first; then one of the same words, whatever their case and what stands between them. */
function setByHost(tool: string, custom: ToolClasses): ToolClass | undefined {
  if (Object.hasOwn(custom, tool)) return custom[tool];
  const names = Object.keys(custom);
  if (names.length === 0) return undefined;
  const words = wordsOf(tool).join('_');
  const same = words === '' ? undefined : names.find((name) => wordsOf(name).join('_') === words);
  return same === undefined ? undefined : custom[same];
}

function classOfName(tool: string): ToolClass {
  const words = wordsOf(tool);
  const joined = `_${words.join('_')}_`;
  const has = (names: readonly string[]): boolean => names.some((name) => joined.includes(`_${name}_`));
  if (has(NAMES.HIGH)) return 'HIGH';
  if (has(NAMES.MEDIUM)) return 'MEDIUM';
  return has(NAMES.LOW) && !words.some((word) => CHANGING.has(word)) ? 'LOW' : 'MEDIUM';
}

/** The words of a tool's name, in lower case: `readFile`, `read-file` and `fs.read_file` hold `read`, `file`. */
export function wordsOf(tool: string): readonly string[] {
  return tool
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * The classes that a host set.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the tool, for a class that is none.
 */
export function readToolClasses(custom: unknown): ToolClasses {
  if (custom === undefined) return {};
  if (typeof custom !== 'object' || custom === null || Array.isArray(custom))
    throw new SentinelError('INVALID_CONFIG', 'customToolRisk must name a class for each tool.');
  const classes = new Map<string, ToolClass>();
  for (const [tool, value] of Object.entries(custom as Readonly<Record<string, unknown>>)) {
    if (value !== 'HIGH' && value !== 'MEDIUM' && value !== 'LOW') {
      throw new SentinelError(
        'INVALID_CONFIG',
        `customToolRisk of ${JSON.stringify(tool.slice(0, 80))} must be HIGH, MEDIUM or LOW, got ${typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : typeof value}.`,
      );
    }
    classes.set(tool, value);
  }
  return Object.freeze(Object.fromEntries(classes));
}
