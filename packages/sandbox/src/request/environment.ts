import { proxyEnvironment } from '../egress/proxy-environment.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';

/** The environment that a program finds; the policy's own is laid over it. */
const BASE: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/tmp',
  LANG: 'C.UTF-8',
  TMPDIR: '/tmp',
};

/** The variables a program finds, as `NAME=value`. Nothing of this process's own is among them. */
export function environmentOf(
  policy: SandboxPolicy,
  extra: Readonly<Record<string, string>> = {},
): readonly string[] {
  return Object.entries({ ...BASE, ...proxyEnvironment(policy.network), ...policy.env, ...extra }).map(
    ([name, value]) => `${name}=${value}`,
  );
}
