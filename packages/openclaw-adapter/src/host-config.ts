import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Members = Readonly<Record<string, unknown>>;

/** A member of the host's configuration that is an object; empty where there is none. */
export function memberOf(value: unknown, name: string): Members {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return {};
  const member = (value as Members)[name];
  return typeof member === 'object' && member !== null ? (member as Members) : {};
}

/** A member that is a list; empty where there is none. */
export function listIn(value: Members, name: string): readonly unknown[] {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return Array.isArray(member) ? member : [];
}

/** An agent of the host, with the folder that it works in. */
export interface HostAgent {
  readonly id: string;
  readonly workspace: string;
}

/** Every agent that the host's configuration names, as the host resolves them; the one it has by itself else. */
export function agentsOf(config: unknown, stateDir: string): readonly HostAgent[] {
  const agents = memberOf(config, 'agents');
  const listed = listIn(agents, 'list').flatMap((entry) => {
    const id = textIn(entry, 'id');
    return id === undefined ? [] : [{ id: id.trim().toLowerCase(), entry }];
  });
  if (listed.length === 0) listed.push({ id: 'main', entry: {} });
  const first = listed.find(({ entry }) => isDefault(entry)) ?? listed[0];
  const common = textIn(memberOf(agents, 'defaults'), 'workspace');
  return listed.map(({ id, entry }) => {
    const own = textIn(entry, 'workspace');
    if (own !== undefined) return { id, workspace: atHome(own) };
    const isFirst = id === first?.id;
    if (common !== undefined) return { id, workspace: isFirst ? atHome(common) : join(atHome(common), id) };
    return { id, workspace: join(stateDir, isFirst ? 'workspace' : `workspace-${id}`) };
  });
}

function isDefault(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && (entry as Members)['default'] === true;
}

function textIn(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const text = (value as Members)[name];
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function atHome(path: string): string {
  return resolve(path.replace(/^~(?=$|[\\/])/u, () => homedir()));
}
