/** Names of system calls with consecutive numbers, between blanks, from `first` on. */
export interface SyscallRun {
  readonly first: number;
  readonly names: string;
}

/** The number of every name. */
export function syscallNumbers(runs: readonly SyscallRun[]): ReadonlyMap<string, number> {
  return new Map(
    runs.flatMap(({ first, names }) =>
      names
        .trim()
        .split(/\s+/)
        .map((name, index): [string, number] => [name, first + index]),
    ),
  );
}
