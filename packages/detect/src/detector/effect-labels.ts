import { isOrdinaryHostFile } from './host-files.js';
import type { Effect } from '@sentinel-agentos/core';
import type { FlowLabels } from '../flow/labels.js';

/**
 * Where the result of a call stands, by what the call did. What was fetched over the network, and what came from a
 * tool of which nothing is known, may hold anybody's words; what a push or an installation prints is the program's
 * own. Secrets that are read are secret; databases, and files that the guard calls sensitive or that lie outside of
 * the workspace and belong to a person, are private; other files of the workspace are as public as the host says.
 */
export function labelsOf(effects: readonly Effect[], workspace: FlowLabels['confidentiality']): FlowLabels {
  const has = (test: (effect: Effect) => boolean): boolean => effects.some(test);
  const isUntrusted = has(
    ({ verb, scope }) => (verb === 'net.fetch' && scope !== 'none') || verb === 'unknown',
  );
  return {
    integrity: isUntrusted ? 'untrusted' : 'trusted',
    confidentiality: confidentialityOf(effects, workspace),
  };
}

function confidentialityOf(
  effects: readonly Effect[],
  workspace: FlowLabels['confidentiality'],
): FlowLabels['confidentiality'] {
  if (effects.some(({ verb }) => verb === 'secret.read')) return 'secret';
  const isPrivate = ({ verb, sensitivity, scope, target }: Effect): boolean =>
    verb === 'db.read' ||
    (verb === 'fs.read' &&
      (sensitivity === 'sensitive' ||
        sensitivity === 'critical' ||
        (scope === 'host' && !isOrdinaryHostFile(target))));
  if (effects.some(isPrivate)) return 'private';
  return effects.some(({ verb }) => verb === 'fs.read') ? workspace : 'public';
}
