/**
 * Holds when the lower half of an argument, masked, has a value. The upper half is never looked at: the kernel
 * drops it from the arguments tested here, so a test that saw it could be passed with one value and used with another.
 */
export interface ArgumentTest {
  readonly index: 0 | 1 | 2 | 3 | 4 | 5;
  /** 32 bits, unsigned. */
  readonly mask: number;
  readonly equals: number;
}

/** Lets a system call through when all of `when` holds. Of several rules for one name, any suffices. */
export interface SyscallRule {
  readonly name: string;
  readonly when: readonly ArgumentTest[];
}
