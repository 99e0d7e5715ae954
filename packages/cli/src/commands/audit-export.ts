import { resolve } from 'node:path';
import { auditFilter, FILTER_OPTIONS } from '../audit-options.js';
import { EXIT, UsageError } from '../command.js';
import { withJournal } from '../open-journal.js';
import { readOptions } from '../read-options.js';
import { writeWhole } from '../write-whole.js';
import type { Run } from '../command.js';
import type { ExportFormat } from 'sentinel-agentos';

const FORMATS = ['jsonl', 'flat', 'csv'] as const;

/** The journal, or the calls that match, in a format for others. */
export const auditExport: Run = (input) => {
  const { values, switches } = readOptions(input.args, ['format', 'out', ...FILTER_OPTIONS], ['json']);
  const { format = switches.has('json') ? 'jsonl' : undefined, out } = values;
  if (!isFormat(format)) {
    throw new UsageError(
      `--format must be one of ${FORMATS.join(', ')}, got ${JSON.stringify(format ?? '')}`,
    );
  }
  if (out === '') throw new UsageError('--out needs the path of a file');
  const filter = auditFilter(values, Date.now());
  const { terminal } = input;
  return withJournal(input, (journal) => {
    const chunks = journal.export(format, filter);
    if (out === undefined) for (const chunk of chunks) terminal.write(chunk);
    else writeWhole(resolve(terminal.cwd, out), chunks, { option: '--out', overwrite: true });
    if (format === 'jsonl' && filter !== undefined) {
      terminal.err(
        {
          en: 'These are the lines of some calls only: they cannot be verified as a journal. Prove single lines with audit prove.',
          zh: '以上仅为部分调用的记录，不能作为完整日志校验。可用 audit prove 证明单条记录。',
        }[input.language],
      );
    }
    return EXIT.ok;
  });
};

function isFormat(format: string | undefined): format is ExportFormat {
  return FORMATS.some((each) => each === format);
}
