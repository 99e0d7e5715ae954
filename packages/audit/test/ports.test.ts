import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalConformance } from '@sentinel-agentos/core/testing';
import { describe, it } from 'vitest';
import { openJournal } from '../src/index.js';
import { readRecords } from './support/read-records.js';

describe('the journal in a file', () => {
  const suite = journalConformance(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sentinel-journal-'));
    const dir = join(folder, 'audit');
    const journal = openJournal({ dir, keyDir: join(folder, 'keys') });
    return {
      journal,
      records: async () => readRecords(dir),
      dispose: async () => {
        await journal.close();
        await rm(folder, { recursive: true });
      },
    };
  });
  it.each(suite)('$name', async ({ run }) => run());
});
