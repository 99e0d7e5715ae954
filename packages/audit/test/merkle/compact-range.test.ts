import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/format/checkpoint.js';
import { CompactRange } from '../../src/merkle/compact-range.js';
import { leafHash, leafHashInPlace } from '../../src/merkle/hashes.js';

const read = (name: string): Buffer => readFileSync(new URL(`../vectors/${name}`, import.meta.url));
const reference = JSON.parse(read('merkle-reference-tree.json').toString()) as {
  readonly leavesHex: readonly string[];
  readonly nodesHex: readonly (readonly string[])[];
};
const hashOf = (leaf: Buffer): string => {
  const padded = Buffer.concat([Buffer.from([0xff]), leaf]);
  return leafHashInPlace(padded, 1, padded.length);
};

/** RFC 6962 §2.1 word for word: split at the largest power of two below the size. */
function rootByDefinition(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  if (leaves.length === 1) return leaves[0] ?? '';
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const children = [leaves.slice(0, split), leaves.slice(split)].map(rootByDefinition).join('');
  return createHash('sha256')
    .update(Buffer.from(`01${children}`, 'hex'))
    .digest('hex');
}

describe('CompactRange', () => {
  it('gives the roots of the RFC 6962 reference tree', () => {
    const range = new CompactRange();
    const leaves = reference.leavesHex.map((hex) => hashOf(Buffer.from(hex, 'hex')));
    expect(leaves).toEqual(reference.nodesHex[0]);
    const roots = leaves.map((leaf) => {
      range.append(leaf);
      return range.root();
    });
    expect([roots[0], roots[1], roots[3], roots[7]]).toEqual(reference.nodesHex.map(([first]) => first));
  });

  it('gives the root that an independent log signed over its 15 entries', () => {
    const bundle = read('tessera/tile/entries/000.p/15.bin');
    const range = new CompactRange();
    for (let at = 0; at < bundle.length;) {
      const length = bundle.readUInt16BE(at);
      range.append(hashOf(bundle.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
    }
    const checkpoint = parseCheckpoint(read('tessera/checkpoint.15.txt').toString());
    expect(range.size).toBe(checkpoint?.size);
    expect(range.root()).toBe(checkpoint?.root);
  });

  it('agrees with the definition for every number of leaves, and its clones go their own way', () => {
    const range = new CompactRange();
    const leaves: string[] = [];
    for (let size = 0; size <= 130; size += 1) {
      expect(range.root()).toBe(rootByDefinition(leaves));
      const clone = range.clone();
      clone.append(leafHash('other'));
      expect(clone.root()).toBe(rootByDefinition([...leaves, leafHash('other')]));
      const leaf = leafHash(`leaf ${size}`);
      leaves.push(leaf);
      range.append(leaf);
    }
  });

  it('hashes a line the same in a buffer and as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hashOf(Buffer.from(text))).toBe(leafHash(text));
      }),
    );
  });
});
