import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotterConformance } from '@sentinel-agentos/core/testing';
import { tmpdir } from 'node:os';
import { describe, it } from 'vitest';
import { createSnapshotter } from '../../src/snapshotter.js';

describe('the snapshotter of real files keeps the promises of its port:', () => {
  const cases = snapshotterConformance(async () => {
    const root = mkdtempSync(join(tmpdir(), 'sentinel-conformance-'));
    const path = (name: string): string => join(root, name);
    return {
      snapshotter: createSnapshotter({ workspaceRoot: root, dir: join(root, '.agentos', 'snapshots') }),
      path,
      read: (name) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : null),
      write: (name, content) => (content === null ? rmSync(path(name)) : writeFileSync(path(name), content)),
      dispose: async () => rmSync(root, { recursive: true }),
    };
  });
  for (const each of cases) it(each.name, each.run);
});
