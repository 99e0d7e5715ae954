import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepStrongest } from '../../src/recall/keep-strongest.js';

it('keeps as many as asked for, and none that is clearly weaker than one it drops', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 1_000 }), { maxLength: 200 }),
      fc.nat({ max: 50 }),
      (strengths, limit) => {
        const documents = Int32Array.from(strengths.keys());
        const kept = keepStrongest(documents, documents.length, strengths, limit);
        expect(kept).toBe(Math.min(limit, strengths.length));
        const staying = new Set(documents.subarray(0, kept));
        expect(staying.size).toBe(kept);
        const weakest = Math.min(...[...staying].map((document) => strengths[document] ?? 0));
        for (const [document, strength] of strengths.entries()) {
          if (kept > 0 && !staying.has(document)) expect(strength).toBeLessThanOrEqual(weakest);
        }
      },
    ),
  );
});
