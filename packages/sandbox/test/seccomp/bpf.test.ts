import { describe, expect, it } from 'vitest';
import { answer, encodeBpf, ifAtLeast, ifEqual, load } from '../../src/seccomp/bpf.js';
import { runBpf } from './bpf-machine.js';

const ask = (program: Uint8Array, number: number): number => runBpf(program, { number, audit: 0, args: [] });

describe('the assembler of the filter', () => {
  it('writes eight little-endian bytes an instruction, as struct sock_filter has them', () => {
    const program = encodeBpf([load(4), ...ifEqual(0xc000_003e, [answer(1)], [answer(2)])]);
    const lines = ['2000000004000000', '150000013e0000c0', '0600000001000000', '0600000002000000'];
    expect(Buffer.from(program).toString('hex')).toBe(lines.join(''));
  });

  it.each([0, 1, 254, 255, 256, 1000])('branches over %i instructions', (count) => {
    const long = [...Array.from({ length: count }, () => load(0)), answer(1)];
    const equal = encodeBpf([load(0), ...ifEqual(7, long, [answer(2)])]);
    expect([6, 7, 8].map((number) => ask(equal, number))).toEqual([2, 1, 2]);
    const atLeast = encodeBpf([load(0), ...ifAtLeast(7, long, [answer(2)])]);
    expect([6, 7, 0xffff_ffff].map((number) => ask(atLeast, number))).toEqual([2, 1, 1]);
  });

  it('goes on behind a branch that has no other side', () => {
    const program = encodeBpf([load(0), ...ifEqual(7, [answer(1)], []), answer(2)]);
    expect([6, 7].map((number) => ask(program, number))).toEqual([2, 1]);
  });
});
