import type { SandboxLimits } from '../policy/sandbox-policy.js';
import { createGroupSupply } from './group-supply.js';
import type { GroupSupply } from './group-supply.js';
import { writtenFiles } from './sandbox-arguments.js';
import { shareText } from './shared-text.js';
import type { SharedText } from './shared-text.js';

/** What the runs of a session share, or find ready. */
export interface SessionSupplies {
  readonly seccomp: SharedText;
  readonly groups: GroupSupply;
  /** The texts of `writtenFiles` for a user, in their order. */
  filesOf(user: string): readonly SharedText[];
  close(): Promise<void>;
}

export function openSupplies(seccomp: Uint8Array, limits: SandboxLimits): SessionSupplies {
  const filter = shareText(seccomp);
  const groups = createGroupSupply(limits);
  const files = new Map<string, readonly SharedText[]>();
  return {
    seccomp: filter,
    groups,
    filesOf(user) {
      const known = files.get(user) ?? writtenFiles(user).map(([, text]) => shareText(text));
      files.set(user, known);
      return known;
    },
    async close() {
      for (const text of [filter, ...[...files.values()].flat()]) text.close();
      files.clear();
      await groups.close();
    },
  };
}
