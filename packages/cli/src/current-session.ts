import type { AgentOS } from 'sentinel-agentos';

/** The session that is meant where none is named: the one whose call was recorded last. */
export function currentSession(os: Pick<AgentOS, 'audit'>): string {
  return os.audit({ limit: 1 })[0]?.sessionId ?? 'default';
}
