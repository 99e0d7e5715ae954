import { hostname } from 'node:os';
import { readFileSync, readlinkSync } from 'node:fs';

/** The label that every container of this package bears. */
export const OWNED = 'sentinel-agentos.sandbox';

function readOr(otherwise: string, read: () => string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** The machine, and on Linux the boot and the process namespace, in which a process number means something. */
function processSpace(): string {
  const boot = readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = readOr('', () => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, namespace].filter((part) => part !== '').join(' ');
}

/** Says whose a container is, so that a later process can tell whether its owner still lives. */
export function ownerLabels(): Readonly<Record<string, string>> {
  return {
    [OWNED]: '1',
    [`${OWNED}.space`]: processSpace(),
    [`${OWNED}.pid`]: String(process.pid),
  };
}

/** Whether the owner of a container with these labels is known to be gone. In doubt it is not. */
export function isOrphan(labels: Readonly<Record<string, string>>): boolean {
  if (labels[OWNED] !== '1' || labels[`${OWNED}.space`] !== processSpace()) return false;
  const pid = Number(labels[`${OWNED}.pid`]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
