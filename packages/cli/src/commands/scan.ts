import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { scanChunks } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { scanText } from '../scan-text.js';
import { shownJson } from '../shown-text.js';
import type { Run } from '../command.js';

/** The kinds as they are named on the command line. */
const KINDS = { secrets: 'secret', pii: 'personal', injection: 'injection' } as const;

/** Looks for secrets, personal data and injected instructions in a file or the input. Values are never shown. */
export const scan: Run = async ({ args, terminal, language }) => {
  const { values, switches, words } = readOptions(args, ['kind', 'min-severity'], ['json'], 1);
  const [file] = words;
  if (file === undefined) throw new UsageError('name a file, or - for the input');
  const least = severityOf(values['min-severity'] ?? '2');
  const kinds = kindsOf(values['kind'] ?? 'secrets,pii,injection');
  const chunks = file === '-' ? terminal.input() : createReadStream(resolve(terminal.cwd, file));
  const { detections, incomplete } = await scanChunks(chunks, { kinds });
  const found = detections.filter(({ severity }) => severity >= least);
  const isText = terminal.isWatched && !switches.has('json');
  terminal.out(
    isText ? scanText(file, found, incomplete, language) : shownJson({ file, incomplete, detections: found }),
  );
  return found.length === 0 && !incomplete ? EXIT.ok : EXIT.denied;
};

function kindsOf(given: string): readonly (typeof KINDS)[keyof typeof KINDS][] {
  return given.split(',').map((name) => {
    if (Object.hasOwn(KINDS, name)) return KINDS[name as keyof typeof KINDS];
    throw new UsageError(`--kind must be of ${Object.keys(KINDS).join(', ')}; got ${JSON.stringify(name)}`);
  });
}

function severityOf(given: string): number {
  if (/^[123]$/.test(given)) return Number(given);
  throw new UsageError(`--min-severity must be 1, 2 or 3; got ${JSON.stringify(given)}`);
}
