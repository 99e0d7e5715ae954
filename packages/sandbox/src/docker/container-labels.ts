import { isGone, processSpace } from '../owner/process-owner.js';

/** The label that every container of this package bears. */
export const OWNED = 'sentinel-agentos.sandbox';

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
  return isGone(Number(labels[`${OWNED}.pid`]));
}
