/** What a filter is asked: `struct seccomp_data`. */
export interface Question {
  readonly number: number;
  readonly audit: number;
  readonly args: readonly bigint[];
}

export const ALLOW = 0x7fff_0000;
export const KILL = 0x8000_0000;
export const NO_SUCH_CALL = 0x0005_0026;

/** Runs a classic BPF program as the kernel does, with as little of the machine as these programs need. */
export function runBpf(program: Uint8Array, { number, audit, args }: Question): number {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, audit, true);
  args.forEach((value, index) => data.setBigUint64(16 + 8 * index, BigInt.asUintN(64, value), true));
  const code = new DataView(program.buffer, program.byteOffset, program.byteLength);
  let accumulator = 0;
  for (let at = 0; at * 8 < program.byteLength; at++) {
    const k = code.getUint32(at * 8 + 4, true);
    const [jt, jf] = [code.getUint8(at * 8 + 2), code.getUint8(at * 8 + 3)];
    switch (code.getUint16(at * 8, true)) {
      case 0x20:
        accumulator = data.getUint32(k, true);
        break;
      case 0x54:
        accumulator = (accumulator & k) >>> 0;
        break;
      case 0x05:
        at += k;
        break;
      case 0x15:
        at += accumulator === k ? jt : jf;
        break;
      case 0x35:
        at += accumulator >= k ? jt : jf;
        break;
      case 0x06:
        return k;
      default:
        throw new Error(`instruction ${String(at)} is unknown`);
    }
  }
  throw new Error('the program ran off its end');
}
