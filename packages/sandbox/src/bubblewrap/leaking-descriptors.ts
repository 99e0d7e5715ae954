import { readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC of fcntl.h, as /proc shows it. */
const CLOSES_ON_EXEC = 0o2000000;

/**
 * The descriptors that a program started by this process would inherit without being given them: those that this
 * process itself inherited. Inside they would be doors, to a file, a folder or a connection of the outside.
 */
export function leakingDescriptors(): readonly number[] {
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor > 2)
    .filter((descriptor) => {
      try {
        const flags = /^flags:\s*([0-7]+)/m.exec(
          readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'),
        )?.[1];
        return (Number.parseInt(flags ?? '0', 8) & CLOSES_ON_EXEC) === 0;
      } catch {
        return false; // The one by which the list was read.
      }
    });
}
