import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPacked, writePacked } from '../../src/storage/packed-file.js';
import { readParts, type PackedPart } from '../../src/storage/packed-parts.js';
import { temporaryFolder } from '../temporary-folder.js';

const FORMAT = 'test-1';
const any = (): boolean => true;

const part: fc.Arbitrary<PackedPart> = fc.oneof(
  fc.array(fc.integer()).map((numbers) => Int32Array.from(numbers)),
  fc.array(fc.nat({ max: 255 })).map((numbers) => Uint8Array.from(numbers)),
  fc.array(fc.nat({ max: 65_535 })).map((numbers) => Uint16Array.from(numbers)),
  fc.array(fc.nat()).map((numbers) => Uint32Array.from(numbers)),
  fc.array(fc.double()).map((numbers) => Float64Array.from(numbers)),
  fc.array(fc.string({ unit: 'binary' })),
);

describe('a packed file', () => {
  it('is not read through a link, nor from a pipe that nobody writes to', () => {
    const dir = temporaryFolder();
    const path = join(dir, 'file.bin');
    writePacked(path, FORMAT, 'key', [Int32Array.of(1)]);
    symlinkSync(path, join(dir, 'link.bin'));
    execFileSync('mkfifo', [join(dir, 'pipe.bin')]);
    expect(readPacked(join(dir, 'link.bin'), FORMAT, any)).toBeNull();
    expect(readPacked(join(dir, 'pipe.bin'), FORMAT, any)).toBeNull();
  });

  it('gives back what was packed, views of larger arrays too', () => {
    const path = join(temporaryFolder(), 'file.bin');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.string({ unit: 'binary' }), (parts, key) => {
        writePacked(path, FORMAT, key, parts);
        expect(readPacked(path, FORMAT, any)).toEqual({ key, parts });
      }),
      { numRuns: 40 },
    );
    writePacked(path, FORMAT, 'k', [Int32Array.of(1, 2, 3, 4).subarray(1, 3)]);
    expect(readPacked(path, FORMAT, any)?.parts).toEqual([Int32Array.of(2, 3)]);
  });

  it('is nothing when a byte of it is another, when it is cut, of another format or refused', () => {
    const path = join(temporaryFolder(), 'file.bin');
    writePacked(path, FORMAT, 'key', [Int32Array.of(7, 8, 9), ['tea', '茶']]);
    const whole = readFileSync(path);
    expect(readPacked(path, 'other', any)).toBeNull();
    expect(readPacked(path, FORMAT, (key) => key !== 'key')).toBeNull();
    for (let place = 0; place < whole.length; place += 1) {
      writeFileSync(path, whole.subarray(0, place));
      expect(readPacked(path, FORMAT, any)).toBeNull();
      const altered = Buffer.from(whole);
      altered[place] = (altered[place] ?? 0) ^ 0x11;
      writeFileSync(path, altered);
      const read = readPacked(path, FORMAT, (key) => key === 'key');
      if (read !== null) expect(read).toEqual({ key: 'key', parts: [Int32Array.of(7, 8, 9), ['tea', '茶']] });
    }
    expect(readPacked(join(path, 'nowhere'), FORMAT, any)).toBeNull();
  });

  it('hands its parts out only as what they are', () => {
    const parts = readParts([Int32Array.of(1), ['a']]);
    expect(parts.numbers(Int32Array)).toEqual(Int32Array.of(1));
    expect(() => parts.numbers(Int32Array)).toThrow(RangeError);
    expect(() => parts.texts()).toThrow(RangeError);
  });
});
