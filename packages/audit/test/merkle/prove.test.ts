import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leafHash, type HexHash } from '../../src/merkle/hashes.js';
import { LeafHashes } from '../../src/merkle/leaf-hashes.js';
import { proveConsistency, proveSubtreeConsistency } from '../../src/merkle/prove-consistency.js';
import { proveInclusion } from '../../src/merkle/prove-inclusion.js';
import { verifyConsistency, verifySubtreeConsistency } from '../../src/merkle/verify-consistency.js';
import { verifyInclusion, verifySubtreeInclusion } from '../../src/merkle/verify-inclusion.js';

const LEAVES = Array.from({ length: 300 }, (_, index) => leafHash(`leaf ${index}`));
const packed = new LeafHashes();
for (const leaf of LEAVES) packed.append(leaf);

// RFC 6962 §2.1, word for word.
const splitAt = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);
const pair = (left: HexHash, right: HexHash): HexHash =>
  createHash('sha256')
    .update(Buffer.from(`01${left}${right}`, 'hex'))
    .digest('hex');
function rootOf(leaves: readonly HexHash[]): HexHash {
  if (leaves.length === 1) return leaves[0] ?? '';
  const k = splitAt(leaves.length);
  return pair(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}
function path(m: number, leaves: readonly HexHash[]): HexHash[] {
  if (leaves.length === 1) return [];
  const k = splitAt(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}
function subproof(m: number, leaves: readonly HexHash[], isWhole: boolean): HexHash[] {
  if (m === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const k = splitAt(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), isWhole), rootOf(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}

const raw = (hex: HexHash): Buffer => Buffer.from(hex, 'hex');
const size = fc.integer({ min: 1, max: LEAVES.length });
const indexAndSize = size.chain((n) => fc.tuple(fc.nat(n - 1), fc.constant(n)));

describe('an inclusion proof', () => {
  it('is the one of the definition and verifies, for every leaf of small trees', () => {
    for (let n = 1; n <= 70; n += 1) {
      for (let index = 0; index < n; index += 1) {
        const proof = proveInclusion(packed, index, n);
        expect(proof).toEqual(path(index, LEAVES.slice(0, n)));
        const claim = { index: BigInt(index), size: BigInt(n), leaf: raw(LEAVES[index] ?? '') };
        const root = raw(packed.root(0, n));
        expect(verifyInclusion({ ...claim, root, proof: proof.map(raw) })).toBe(true);
      }
    }
  });

  it('proves no other place, no other leaf and no other tree', () => {
    fc.assert(
      fc.property(indexAndSize, fc.nat(LEAVES.length - 1), size, ([index, n], otherIndex, otherSize) => {
        const proof = proveInclusion(packed, index, n).map(raw);
        const root = raw(rootOf(LEAVES.slice(0, n)));
        const holds = (at: number, of: number, leaf: number): boolean =>
          verifyInclusion({
            index: BigInt(at),
            size: BigInt(of),
            leaf: raw(LEAVES[leaf] ?? ''),
            root,
            proof,
          });
        expect(holds(index, n, index)).toBe(true);
        expect(holds(otherIndex, n, index)).toBe(otherIndex === index);
        expect(holds(index, n, otherIndex)).toBe(otherIndex === index);
        const otherRoot = raw(rootOf(LEAVES.slice(0, otherSize)));
        const claim = {
          index: BigInt(index),
          size: BigInt(otherSize),
          leaf: raw(LEAVES[index] ?? ''),
          proof,
        };
        expect(verifyInclusion({ ...claim, root: otherRoot })).toBe(otherSize === n);
      }),
    );
  });

  it('does not hold when one bit of it is another, or when a hash is added or left out', () => {
    fc.assert(
      fc.property(indexAndSize, fc.nat(), fc.nat(255), ([index, n], which, bit) => {
        const proof = proveInclusion(packed, index, n).map(raw);
        const claim = { index: BigInt(index), size: BigInt(n), leaf: raw(LEAVES[index] ?? '') };
        const holds = (changed: readonly Uint8Array[]): boolean =>
          verifyInclusion({ ...claim, root: raw(packed.root(0, n)), proof: changed });
        expect(holds([...proof, Buffer.alloc(32)])).toBe(false);
        expect(holds([Buffer.alloc(32), ...proof])).toBe(false);
        if (proof.length === 0) return;
        expect(holds(proof.slice(1))).toBe(false);
        expect(holds(proof.slice(0, -1))).toBe(false);
        const flipped = proof.map((hash) => Buffer.from(hash));
        const hash = flipped[which % flipped.length] ?? Buffer.alloc(32);
        hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(holds(flipped)).toBe(false);
      }),
    );
  });

  it('works within a subtree as in a tree', () => {
    for (const [start, end] of [
      [8, 12],
      [16, 29],
      [64, 128],
      [7, 8],
    ] as const) {
      for (let index = start; index < end; index += 1) {
        const proof = proveInclusion(packed, index, end, start).map(raw);
        const claim = {
          index: BigInt(index),
          leaf: raw(LEAVES[index] ?? ''),
          root: raw(packed.root(start, end)),
        };
        expect(verifySubtreeInclusion(BigInt(start), BigInt(end), { ...claim, proof })).toBe(true);
      }
    }
  });
});

describe('a consistency proof', () => {
  it('is the one of the definition and verifies, for every two small trees', () => {
    for (let n = 1; n <= 50; n += 1) {
      for (let m = 1; m <= n; m += 1) {
        const proof = proveConsistency(packed, m, n);
        expect(proof).toEqual(subproof(m, LEAVES.slice(0, n), true));
        const older = { oldSize: BigInt(m), oldRoot: raw(packed.root(0, m)) };
        const claim = { ...older, size: BigInt(n), root: raw(packed.root(0, n)), proof: proof.map(raw) };
        expect(verifyConsistency(claim)).toBe(true);
      }
    }
  });

  it('does not hold for a tree with another past', () => {
    fc.assert(
      fc.property(indexAndSize, size, ([changed, n], oldSize) => {
        fc.pre(oldSize < n);
        const other = new LeafHashes();
        for (const [at, leaf] of LEAVES.entries())
          other.append(at === changed ? leafHash('rewritten') : leaf);
        const proof = proveConsistency(other, oldSize, n).map(raw);
        const older = { oldSize: BigInt(oldSize), oldRoot: raw(packed.root(0, oldSize)) };
        const claim = { ...older, size: BigInt(n), root: raw(other.root(0, n)), proof };
        expect(verifyConsistency(claim)).toBe(changed >= oldSize);
      }),
    );
  });

  it('works for every subtree of every small tree', () => {
    for (let n = 1; n <= 24; n += 1) {
      for (let start = 0; start < n; start += 1) {
        for (let end = start + 1; end <= n; end += 1) {
          if (start % 2 ** Math.ceil(Math.log2(end - start)) !== 0) continue;
          const proof = proveSubtreeConsistency(packed, start, end, n).map(raw);
          const subtree = {
            start: BigInt(start),
            end: BigInt(end),
            subtreeRoot: raw(packed.root(start, end)),
          };
          const claim = { ...subtree, size: BigInt(n), root: raw(packed.root(0, n)), proof };
          expect(verifySubtreeConsistency(claim), `${start}–${end} of ${n}`).toBe(true);
        }
      }
    }
  });
});

describe('packed leaf hashes', () => {
  it('grow over the borders of their chunks', () => {
    const many = new LeafHashes();
    for (let index = 0; index < 40_000; index += 1) many.append(leafHash(String(index)));
    expect(many.size).toBe(40_000);
    expect(many.root(32_767, 32_769)).toBe(pair(leafHash('32767'), leafHash('32768')));
    expect(() => many.root(39_999, 40_001)).toThrow('There is no leaf 40000');
  });
});
