import { existsSync, readdirSync } from 'node:fs';
import { openJournal } from 'sentinel-agentos';
import { reasonOf, type DoctorFinding } from './finding.js';
import type { FileJournal, StateFolders, VerifyReport } from 'sentinel-agentos';

/** A newest record further ahead than this was written by another clock. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** A clock that stands before this was never set. */
const NEVER_BEFORE = Date.UTC(2025, 0, 1);

/** The journal against its keys and its head outside of the workspace, and the clock against the journal. */
export async function journalFindings(
  { audit, keys, anchors }: StateFolders,
  now: number,
  onProgress: Parameters<FileJournal['verify']>[0],
): Promise<readonly DoctorFinding[]> {
  const journal = openJournal({ dir: audit, keyDir: keys, anchorDir: anchors });
  try {
    const verified = verifiedFinding(journal, audit, onProgress);
    return [verified, clockFinding(newestRecord(journal), now)];
  } finally {
    await journal.close();
  }
}

function verifiedFinding(
  journal: FileJournal,
  audit: string,
  onProgress: Parameters<FileJournal['verify']>[0],
): DoctorFinding {
  const check = 'journal';
  let report: VerifyReport;
  try {
    report = journal.verify(onProgress);
  } catch (error) {
    const why = reasonOf(error);
    return { check, level: 'problem', what: { en: `It cannot be checked: ${why}`, zh: `无法校验：${why}` } };
  }
  const { status, message } = report;
  if (status === 'ok') return { check, level: 'ok', what: message };
  if (status === 'unchecked' && !hasFiles(audit)) {
    return {
      check,
      level: 'ok',
      what: { en: 'Nothing has been recorded yet.', zh: '尚无任何记录。' },
    };
  }
  return {
    check,
    level: status === 'unchecked' ? 'warning' : 'problem',
    what: message,
    fix: {
      en: 'Keep the folder as it is, and look with: sentinel-agentos audit verify',
      zh: '请保持该文件夹原样，并用以下命令查看：sentinel-agentos audit verify',
    },
  };
}

/** Records are ordered by time: one from the future says that the clock was put back. */
function clockFinding(newest: number | null, now: number): DoctorFinding {
  const shown = (at: number): string => new Date(at).toISOString();
  const check = 'clock';
  if (now < NEVER_BEFORE || (newest !== null && newest > now + CLOCK_SLACK_MS)) {
    const than = newest === null || now < NEVER_BEFORE ? '' : ` < ${shown(newest)}`;
    return {
      check,
      level: 'warning',
      what: {
        en: `The clock is behind the records: ${shown(now)}${than}`,
        zh: `时钟落后于记录：${shown(now)}${than}`,
      },
      fix: { en: 'Set the clock of this machine.', zh: '请校准本机时钟。' },
    };
  }
  return { check, level: 'ok', what: { en: shown(now), zh: shown(now) } };
}

function newestRecord(journal: FileJournal): number | null {
  try {
    return journal.query({ limit: 1 })[0]?.at ?? null;
  } catch {
    // That it cannot be read is said already.
    return null;
  }
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}
