import { SentinelError } from '@sentinel-agentos/core';
import type { SchemaNode } from './schema-node.js';

/** Schemas that look at one value, one after the other. The stack must hold them at every depth of a value. */
const MAX_CHAIN = 32;

/**
 * Refuses schemas that lead back to themselves without going into a part of the value: they would be applied
 * for ever. Very long chains are refused too.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the schema.
 */
export function refuseEndless(nodes: Iterable<SchemaNode>): void {
  const heights = new Map<SchemaNode, number>();
  const heightOf = (node: SchemaNode, depth: number): number => {
    const known = heights.get(node);
    if (known !== undefined) return known;
    if (depth > MAX_CHAIN) throw endless(node);
    let height = 0;
    for (const inner of node.inPlace) height = Math.max(height, 1 + heightOf(inner, depth + 1));
    if (height > MAX_CHAIN) throw endless(node);
    heights.set(node, height);
    return height;
  };
  for (const node of nodes) heightOf(node, 0);
}

function endless({ place }: SchemaNode): SentinelError {
  return new SentinelError(
    'INVALID_CONFIG',
    `${place} refers to itself without end, or through more than ${MAX_CHAIN} schemas of the same value`,
  );
}
