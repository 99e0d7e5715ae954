import type Docker from 'dockerode';
import { isOrphan, OWNED } from './container-labels.js';

/**
 * Removes containers whose owner, a process of this machine, is gone. Containers end with their owner by
 * themselves; left over are those that it was killed before starting, and those of an engine that was away.
 * Answers how many were removed; what cannot be removed is left.
 */
export async function reapOrphans(engine: Docker): Promise<number> {
  const found = await engine.listContainers({ all: true, filters: { label: [`${OWNED}=1`] } });
  const removed = await Promise.allSettled(
    found
      .filter(({ Labels: labels }) => isOrphan(labels))
      .map(({ Id: id }) => engine.getContainer(id).remove({ force: true })),
  );
  return removed.filter(({ status }) => status === 'fulfilled').length;
}
