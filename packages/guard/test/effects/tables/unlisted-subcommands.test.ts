import { describe, expect, it } from 'vitest';
import { readCloud } from '../../../src/effects/programs/cloud-readers.js';
import { findProgram } from '../../../src/effects/programs/program-registry.js';
import type { ProgramRow } from '../../../src/effects/programs/program-row.js';
import { PROGRAM_TABLES } from '../../../src/effects/tables/all-tables.js';
import { passes, read, riskOf } from '../reading.js';

const NOBODY_KNOWS = 'zzqx';
const UNKNOWN_PROGRAM = riskOf(read(NOBODY_KNOWS));

/** Every command line up to where a subcommand of its stands, by the row that reads it. */
function groupsOf(name: string, row: ProgramRow): readonly (readonly [string, ProgramRow])[] {
  const inner = Object.entries(row.commands ?? {}).flatMap(([words, group]) =>
    words.split(' ').flatMap((word) => (word === '*' ? [] : groupsOf(`${name} ${word}`, group))),
  );
  const reads = row.commands !== undefined || row.everyday !== undefined || row.read === readCloud;
  return reads ? [[name, row], ...inner] : inner;
}

const groups = PROGRAM_TABLES.flatMap((table) => Object.keys(table))
  .flatMap((names) => names.split(' '))
  .filter((name) => !name.includes('*'))
  .flatMap((name) => groupsOf(name, findProgram(name)?.row ?? {}));

describe('a subcommand that no row lists', () => {
  it('is in no program milder than a program that nobody knows', () => {
    const milder = groups
      .filter(([, row]) => row.others === undefined)
      .filter(([line]) => riskOf(read(`${line} ${NOBODY_KNOWS}`)) < UNKNOWN_PROGRAM)
      .map(([line]) => line);
    expect(groups.length).toBeGreaterThan(150);
    expect(milder).toEqual([]);
  });

  it('still stops nobody', () => {
    const stopped = groups
      .filter(([, row]) => row.commands?.['*'] === undefined)
      .map(([line]) => `${line} ${NOBODY_KNOWS}`)
      .filter((line) => !passes(line));
    expect(stopped).toEqual([]);
  });

  it.each([
    'docker build .',
    'docker compose up -d',
    'cargo build',
    'go test ./...',
    'pip check',
    'poetry version',
    'terraform init',
    'dotnet build',
    'dotnet bin/app.dll',
    'deno main.ts',
    'n 22',
    'yarn lint:fix',
    'nx affected',
    'minikube start',
    'cdk synth',
    'fly status',
    'supabase start',
    'vercel build',
    'gh browse',
  ])('leaves %s as it is', (command) => {
    expect(riskOf(read(command))).toBeLessThanOrEqual(0.5);
  });

  it.each(['fly deploy', 'wrangler deploy', 'firebase deploy', 'serverless deploy', 'vercel', 'eb deploy'])(
    'tells of what %s puts where others see it',
    (command) => {
      expect(riskOf(read(command))).toBeGreaterThan(0.5);
      expect(passes(command)).toBe(true);
    },
  );
});
