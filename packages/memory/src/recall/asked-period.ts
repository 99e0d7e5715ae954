/** Whether a moment lies in the time a question speaks of; milliseconds since the epoch. */
export type PeriodTest = (ts: number) => boolean;

const DAY_MS = 86_400_000;
/** Days begin at other moments elsewhere. */
const ZONES_MS = 14 * 3_600_000;

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
// "may" is a month only with a capital letter.
const MONTH_NAME = `(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|May|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember)`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`((?:19|20)\d\d)`;

const ISO_DAY = /\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b/u;
const CHINESE_DAY = /(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:(\d{1,2})[日号])?/u;
const DAY_MONTH = new RegExp(String.raw`\b${DAY}(?: of)? (${MONTH_NAME})\b(?:,? ${YEAR})?`, 'u');
const MONTH_DAY = new RegExp(String.raw`\b(${MONTH_NAME}) ${DAY}\b(?:,? ${YEAR})?`, 'u');
const MONTH_ONLY = new RegExp(String.raw`\b(${MONTH_NAME})\b(?:,? (?:of )?${YEAR})?`, 'u');
const YEAR_ONLY = /\b(?:in|since|during|of) ((?:19|20)\d\d)\b|((?:19|20)\d\d)年/u;

/** Words for days and weeks before now: how many days ago the period began and ended. */
const RELATIVE: readonly (readonly [words: RegExp, from: number, to: number])[] = [
  [/\bday before yesterday\b|前天/iu, 2, 1],
  [/\byesterday\b|\blast night\b|昨天|昨晚/iu, 1, 0],
  [/\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b|今天|今早|今晚/iu, 0, -1],
  [/\blast week\b|\bpast week\b|上周|上个?星期/iu, 14, 0],
  [/\bthis week\b|本周|这周|这个?星期/iu, 7, -1],
  [/\blast month\b|\bpast month\b|上个?月/iu, 62, 0],
  [/\bthis month\b|本月|这个?月/iu, 31, -1],
];

/**
 * The time a question speaks of ("in May 2023", "on 7 May", "yesterday", 上周, 2023年5月); null when it names
 * none. Words that depend on the day are counted back from `now`. A month without a year is that month of any
 * year. Days are those of UTC, widened to what any time zone may call that day.
 */
export function askedPeriod(question: string, now: number): PeriodTest | null {
  return (
    exactPeriod(ISO_DAY.exec(question), 1, 2, 3) ??
    exactPeriod(DAY_MONTH.exec(question), 3, 2, 1) ??
    exactPeriod(MONTH_DAY.exec(question), 3, 1, 2) ??
    exactPeriod(MONTH_ONLY.exec(question), 2, 1, null) ??
    exactPeriod(CHINESE_DAY.exec(question), 1, 2, 3) ??
    yearPeriod(YEAR_ONLY.exec(question)) ??
    relativePeriod(question, now)
  );
}

function exactPeriod(
  match: RegExpExecArray | null,
  yearAt: number,
  monthAt: number,
  dayAt: number | null,
): PeriodTest | null {
  if (match === null) return null;
  const month = monthOf(match[monthAt] ?? '');
  const day = dayAt === null ? null : numberOf(match[dayAt]);
  const year = numberOf(match[yearAt]);
  if (month < 0 || month > 11 || (day !== null && (day < 1 || day > 31))) return null;
  return (ts) => {
    const one = year ?? new Date(ts).getUTCFullYear();
    const from = Date.UTC(one, month, day ?? 1);
    const to = day === null ? Date.UTC(one, month + 1, 1) : from + DAY_MS;
    return ts >= from - ZONES_MS && ts < to + ZONES_MS;
  };
}

function yearPeriod(match: RegExpExecArray | null): PeriodTest | null {
  const year = numberOf(match?.[1] ?? match?.[2]);
  if (year === null) return null;
  return (ts) => ts >= Date.UTC(year, 0, 1) - ZONES_MS && ts < Date.UTC(year + 1, 0, 1) + ZONES_MS;
}

function relativePeriod(question: string, now: number): PeriodTest | null {
  const found = RELATIVE.find(([words]) => words.test(question));
  if (found === undefined) return null;
  const [, from, to] = found;
  const today = now - (now % DAY_MS);
  return (ts) => ts >= today - from * DAY_MS - ZONES_MS && ts < today - to * DAY_MS + ZONES_MS;
}

function monthOf(text: string): number {
  const named = MONTHS.indexOf(text.toLowerCase());
  return named === -1 ? Number(text) - 1 : named;
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
