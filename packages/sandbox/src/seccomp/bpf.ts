/** One instruction of classic BPF: `struct sock_filter` of linux/filter.h. `jt` and `jf` skip so many instructions. */
export interface BpfInstruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

// Codes composed of linux/bpf_common.h.
const LOAD_WORD_ABSOLUTE = 0x20;
const AND_CONSTANT = 0x54;
const JUMP = 0x05;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const RETURN_CONSTANT = 0x06;
const FARTHEST_BRANCH = 0xff;

/** Loads four bytes of what is judged, from an offset that is a multiple of four. */
export function load(offset: number): BpfInstruction {
  return { code: LOAD_WORD_ABSOLUTE, jt: 0, jf: 0, k: offset };
}

/** Keeps the bits of a mask. */
export function and(mask: number): BpfInstruction {
  return { code: AND_CONSTANT, jt: 0, jf: 0, k: mask };
}

/** Ends the program. */
export function answer(value: number): BpfInstruction {
  return { code: RETURN_CONSTANT, jt: 0, jf: 0, k: value };
}

function branch(
  code: number,
  k: number,
  yes: readonly BpfInstruction[],
  no: readonly BpfInstruction[],
): readonly BpfInstruction[] {
  // A branch skips at most 255 instructions; a jump skips any number.
  return yes.length <= FARTHEST_BRANCH
    ? [{ code, jt: 0, jf: yes.length, k }, ...yes, ...no]
    : [{ code, jt: 1, jf: 0, k }, { code: JUMP, jt: 0, jf: 0, k: yes.length }, ...yes, ...no];
}

/**
 * Goes on with `yes` when what was loaded equals `value`, else with `no`, or behind all of it where `no` is empty.
 * `yes` has to end with an answer.
 */
export function ifEqual(
  value: number,
  yes: readonly BpfInstruction[],
  no: readonly BpfInstruction[],
): readonly BpfInstruction[] {
  return branch(JUMP_IF_EQUAL, value, yes, no);
}

/** As `ifEqual`, when what was loaded is at least `value`, both unsigned. */
export function ifAtLeast(
  value: number,
  yes: readonly BpfInstruction[],
  no: readonly BpfInstruction[],
): readonly BpfInstruction[] {
  return branch(JUMP_IF_AT_LEAST, value, yes, no);
}

/** The program as the kernel of a little-endian machine reads it: eight bytes an instruction. */
export function encodeBpf(program: readonly BpfInstruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  program.forEach(({ code, jt, jf, k }, index) => {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, jt);
    bytes.setUint8(index * 8 + 3, jf);
    bytes.setUint32(index * 8 + 4, k, true);
  });
  return new Uint8Array(bytes.buffer);
}
