import { shape, type EffectShape } from '../effect-shape.js';
import { isSecretPath } from '../paths/secret-paths.js';
import type { SqlStatement } from './sql-statements.js';

const RUNS = shape('code.exec', 'host', 'hard', 'critical');
const WRITES = shape('fs.write', 'host', 'hard', 'sensitive');
const ENDS = shape('process.kill', 'host', 'partial', 'normal');
const SHOWS = shape('secret.read', 'process', 'irreversible', 'critical');

/** Functions, procedures and clauses through which a database server runs programs or loads native code. */
const RUNS_PROGRAMS =
  /\b(?:TO|FROM)\s+PROGRAM\b|\bXP_(?:CMDSHELL|REGWRITE|REGDELETE\w*|SERVICECONTROL|FILEEXIST|DIRTREE|DELETE_FILE)\b|\bSP_OA(?:CREATE|METHOD)\b|\bSP_EXECUTE_EXTERNAL_SCRIPT\b|\bSP_ADD_JOBSTEP\b|\bSYS_(?:EXEC|EVAL)\b|\bLO_EXPORT\b|\bINTO\s+(?:OUTFILE|DUMPFILE)\b|\bLOAD_EXTENSION\s+\(|\bSONAME\b|\bFTS3_TOKENIZER\b|\bDBMS_(?:SCHEDULER|JAVA|XSLPROCESSOR)\b|\bUTL_FILE\b|\bALTER\s+SYSTEM\s+SET\b|\bEXECUTABLE\s+\(|\bPG_(?:FILE_WRITE|EXECUTE_SERVER_PROGRAM)\b|\bWRITEFILE\s+\(/;
const UNTRUSTED_LANGUAGE =
  /\bLANGUAGE\s+(?:C|PLPYTHON[23]?U|PLPERLU|PLTCLU|PLSH|PLRUBYU?|PLLUAU|PLJAVAU?|INTERNAL)\b/;
const UNTRUSTED_NAME = /^(?:c|internal|pl(?:python[23]?u|perlu|tclu|sh|rubyu?|luau|javau?))$/i;
const SERVER_FILES =
  /\bLOAD_FILE\s+\(|\bPG_(?:READ_(?:BINARY_)?FILE|LS_DIR|STAT_FILE)\s+\(|\bLO_IMPORT\s+\(|\bOPENROWSET\s+\(\s+BULK\b|\bREADFILE\s+\(/;
const SETTINGS = /XP_CMDSHELL|OLE AUTOMATION|CLR ENABLED|EXTERNAL SCRIPTS/;
/** Ends the work of others on the server. */
const ENDS_OTHERS = /\bPG_TERMINATE_BACKEND\s+\(|\bPG_(?:RELOAD_CONF|PROMOTE|SWITCH_WAL)\s+\(/;
/** What a file of a database, or of data to look at, is called. */
const DATA_FILE = /(?:^|[/\\]|:)(?:memory:?|[^/\\]*\.(?:db3?|sqlite3?|duckdb|ddb|parquet|csv|json|tmp))?$/i;

/** How a statement reaches beyond its database: into files and programs of the server's machine. Null when it doesn't. */
export function reachOf(statement: SqlStatement): EffectShape | null {
  const { words, strings } = statement;
  const text = words.join(' ');
  if (RUNS_PROGRAMS.test(text)) return RUNS;
  if (/^(?:CREATE|ALTER)\b/.test(text)) {
    const native =
      UNTRUSTED_LANGUAGE.test(text) ||
      (/\bLANGUAGE ''/.test(text) && strings.some((each) => UNTRUSTED_NAME.test(each)));
    if (native || /^CREATE EXTENSION .*\bPL(?:PYTHON\dU|PYTHONU|PERLU|SH)\b/.test(text)) return RUNS;
  }
  if (/\bSP_CONFIGURE\b/.test(text) && strings.some((each) => SETTINGS.test(each.toUpperCase()))) return RUNS;
  if (SERVER_FILES.test(text)) return SHOWS;
  if (ENDS_OTHERS.test(text)) return ENDS;
  const path = strings.find((each) => each.includes('/') || each.includes('\\'));
  if (/^COPY\b.*\bTO ''/.test(text) && path !== undefined && !/^\/(?:var\/)?tmp\//.test(path)) return WRITES;
  if (/^(?:COPY\b.*\bFROM ''|LOAD DATA\b|BULK INSERT\b)/.test(text) && path !== undefined)
    return isSecretPath(path) || path.startsWith('/etc/') ? SHOWS : null;
  if (words[0] === 'ATTACH' && strings[0] !== undefined && !DATA_FILE.test(strings[0])) return WRITES;
  return null;
}
