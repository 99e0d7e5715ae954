import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifySubtreeConsistency } from '../../src/merkle/verify-consistency.js';
import { verifyInclusion, verifySubtreeInclusion } from '../../src/merkle/verify-inclusion.js';

interface Vector {
  readonly name: string;
  readonly probe: Readonly<Record<string, string | null>> & {
    readonly proof: readonly string[] | null;
    readonly wantErr: boolean;
  };
}

/** Sizes go up to 2^64 - 1, which JSON.parse would round: they are made strings first. */
function vectors(name: string): [string, Vector['probe']][] {
  const text = readFileSync(new URL(`../vectors/merkle-proofs/${name}.json.txt`, import.meta.url), 'utf8');
  const quoted = text.replace(/"(leafIdx|treeSize|size1|size2|size|start|end)": *([0-9]+)/g, '"$1": "$2"');
  return (JSON.parse(quoted) as Vector[]).map(({ name: title, probe }) => [title, probe]);
}

const bytes = (base64: string | null | undefined): Buffer => Buffer.from(base64 ?? '', 'base64');
const number = (text: string | null | undefined): bigint => BigInt(text ?? '');
const hashes = (proof: readonly string[] | null): Buffer[] => (proof ?? []).map(bytes);

describe('the public vectors of transparency-dev/merkle are judged as they say', () => {
  const inclusion = vectors('inclusion');
  it.each(inclusion)('inclusion %s', (_, { leafIdx, treeSize, leafHash, root, proof, wantErr }) => {
    const claim = {
      index: number(leafIdx),
      size: number(treeSize),
      leaf: bytes(leafHash),
      root: bytes(root),
    };
    expect(verifyInclusion({ ...claim, proof: hashes(proof) })).toBe(!wantErr);
  });

  const consistency = vectors('consistency');
  it.each(consistency)('consistency %s', (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const older = { oldSize: number(size1), oldRoot: bytes(root1) };
    const claim = { ...older, size: number(size2), root: bytes(root2), proof: hashes(proof) };
    expect(verifyConsistency(claim)).toBe(!wantErr);
  });

  const subtreeInclusion = vectors('subtreeinclusion');
  it.each(subtreeInclusion)(
    'subtree inclusion %s',
    (_, { start, end, leafIdx, leafHash, root, proof, wantErr }) => {
      const claim = {
        index: number(leafIdx),
        leaf: bytes(leafHash),
        root: bytes(root),
        proof: hashes(proof),
      };
      expect(verifySubtreeInclusion(number(start), number(end), claim)).toBe(!wantErr);
    },
  );

  const subtreeConsistency = vectors('subtreeconsistency');
  it.each(subtreeConsistency)(
    'subtree consistency %s',
    (_, { start, end, size, root1, root2, proof, wantErr }) => {
      const subtree = { start: number(start), end: number(end), subtreeRoot: bytes(root1) };
      const claim = { ...subtree, size: number(size), root: bytes(root2), proof: hashes(proof) };
      expect(verifySubtreeConsistency(claim)).toBe(!wantErr);
    },
  );

  it('all of them, so that a lost file is noticed', () => {
    const counts = [inclusion, consistency, subtreeInclusion, subtreeConsistency].map(({ length }) => length);
    expect(counts).toEqual([98, 98, 204, 118]);
  });
});

describe('a verifier of proofs', () => {
  const hash = Buffer.alloc(32, 1);
  it('ends soon on sizes at the edge of uint64 and on negative ones', () => {
    const size = 2n ** 64n - 1n;
    const proof = Array.from({ length: 64 }, () => hash);
    expect(verifyInclusion({ index: size - 1n, size, leaf: hash, root: hash, proof })).toBe(false);
    expect(verifyInclusion({ index: -1n, size, leaf: hash, root: hash, proof })).toBe(false);
    expect(verifyInclusion({ index: 0n, size: 0n, leaf: hash, root: hash, proof: [] })).toBe(false);
    const claim = { oldSize: size - 1n, oldRoot: hash, size, root: hash, proof };
    expect(verifyConsistency(claim)).toBe(false);
    expect(verifyConsistency({ ...claim, oldSize: -1n })).toBe(false);
    expect(verifyConsistency({ ...claim, size: -1n })).toBe(false);
  });

  it('takes no hash of another length, which could lend its bytes to the next', () => {
    const short = hash.subarray(1);
    const claim = { index: 0n, size: 2n, leaf: hash, root: hash };
    expect(verifyInclusion({ ...claim, proof: [short] })).toBe(false);
    expect(verifyInclusion({ ...claim, leaf: short, proof: [hash] })).toBe(false);
  });
});
