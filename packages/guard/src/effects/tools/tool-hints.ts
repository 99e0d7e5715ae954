import { SentinelError } from '@sentinel-agentos/core';
import { displayText } from '../../matching/display-text.js';
import { shape, type EffectShape } from '../effect-shape.js';

/** What a server says of its tool: the `ToolAnnotations` of the Model Context Protocol. */
export interface ToolHints {
  /** The tool changes nothing. Default false. */
  readonly readOnlyHint?: boolean;
  /** It may overwrite or delete, not only add. Default true; without meaning where it only reads. */
  readonly destructiveHint?: boolean;
  /** Calling it again with the same parameters changes nothing more. Default false. */
  readonly idempotentHint?: boolean;
  /** It meets things outside of what the host controls. Default true. */
  readonly openWorldHint?: boolean;
}

const LOOKED = shape('net.fetch', 'shared', 'pure', 'normal');
const LOOKED_HERE = shape('net.fetch', 'process', 'pure', 'normal', false);
const ADDED = shape('net.send', 'shared', 'partial', 'normal');
const ADDED_HERE = shape('unknown', 'workspace', 'partial', 'normal');
const SET_AGAIN_HERE = shape('unknown', 'workspace', 'easy', 'normal');
const DESTROYED = shape('net.send', 'shared', 'hard', 'normal');
const DESTROYED_HERE = shape('unknown', 'workspace', 'hard', 'sensitive');

/** The effect of a tool that nobody knows, as its server describes it. */
export function hintedEffect(hints: ToolHints): EffectShape {
  const open = hints.openWorldHint !== false;
  if (hints.readOnlyHint === true) return open ? LOOKED : LOOKED_HERE;
  if (hints.destructiveHint !== false) return open ? DESTROYED : DESTROYED_HERE;
  if (open) return ADDED;
  return hints.idempotentHint === true ? SET_AGAIN_HERE : ADDED_HERE;
}

/** Whether the server itself says that the tool destroys: that counts for every tool, known or not. */
export function saysDestructive(hints: ToolHints): boolean {
  return hints.destructiveHint === true && hints.readOnlyHint !== true;
}

const NAMES: ReadonlySet<string> = new Set([
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
]);

/**
 * Takes hints in, frozen and without prototypes. Members of `ToolAnnotations` that say nothing about effects
 * (`title`) are left out.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the tool and the hint, for a hint that is neither true nor false.
 */
export function parseToolHints(
  hints: Readonly<Record<string, ToolHints>>,
): Readonly<Record<string, ToolHints>> {
  const parsed = Object.create(null) as Record<string, ToolHints>;
  for (const [tool, given] of Object.entries(hints) as [string, unknown][]) {
    const where = `toolHints[${displayText(JSON.stringify(tool))}]`;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw new SentinelError('INVALID_CONFIG', `${where} must be an object, got ${kindOf(given)}`);
    }
    const own = Object.create(null) as Record<string, boolean>;
    for (const [name, value] of Object.entries(given) as [string, unknown][]) {
      if (!NAMES.has(name) || value === undefined) continue;
      if (typeof value !== 'boolean') {
        throw new SentinelError(
          'INVALID_CONFIG',
          `${where}.${name} must be true or false, got ${kindOf(value)}`,
        );
      }
      own[name] = value;
    }
    parsed[tool] = Object.freeze(own);
  }
  return Object.freeze(parsed);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}
