import { resolve } from 'node:path';
import { htmlReport, otelEvents, otelMetrics, prometheusReport } from 'sentinel-agentos';
import { auditFilter } from '../audit-options.js';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJson, shownJsonLine } from '../shown-text.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import { whileBusy } from '../while-busy.js';
import { writeWhole } from '../write-whole.js';
import type { CommandInput, Run } from '../command.js';
import type { ReportData } from 'sentinel-agentos';

type Format = (data: ReportData, language: CommandInput['language']) => string;

/** What each switch makes of a report. */
const FORMATS: Readonly<Record<string, Format>> = {
  html: (data, language) => htmlReport(data, { language }),
  prometheus: (data) => prometheusReport(data),
  // As the file exporter of OpenTelemetry writes: one request of OTLP a line.
  otel: (data) => `${shownJsonLine(otelEvents(data))}\n${shownJsonLine(otelMetrics(data))}\n`,
  json: (data) => `${shownJson(data)}\n`,
};
const NAMES = Object.keys(FORMATS);

/** The agent's quality and trust over time. */
export const report: Run = async (input) => {
  const { terminal, language } = input;
  const options = readOptions(input.args, ['session', 'since'], [...NAMES, 'force'], 1);
  const { sessionId, since } = auditFilter(options.values, Date.now()) ?? {};
  const format = formatOf(options.switches);
  const [file] = options.words;
  if (file === '') throw new UsageError('report needs the path of a file, or none for the output');
  return lookAtAgentOS(input, (os) => {
    const busy = { en: 'reading the journal …', zh: '正在读取日志……' }[language];
    const query = {
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(since === undefined ? {} : { since }),
    };
    const data = whileBusy(terminal, busy, () => os.report(query));
    const bytes = Buffer.from(format(data, language));
    if (file === undefined) terminal.write(bytes);
    else {
      const overwrite = options.switches.has('force');
      writeWhole(resolve(terminal.cwd, file), [bytes], { option: 'report', overwrite });
    }
    return EXIT.ok;
  });
};

function formatOf(switches: ReadonlySet<string>): Format {
  const [name = '', another] = NAMES.filter((each) => switches.has(each));
  const format = FORMATS[name];
  if (format !== undefined && another === undefined) return format;
  throw new UsageError(`report needs exactly one of ${NAMES.map((name) => `--${name}`).join(', ')}`);
}
