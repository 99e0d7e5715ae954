/**
 * The part of OTLP in JSON that is used here. As its protocol says: 64-bit whole numbers are texts, enumerations are
 * numbers, names are in camel case.
 */
export interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

/** The value of an attribute, with its type as its only key. */
export type OtlpValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly OtlpValue[] } };

/** What made the numbers. */
export interface OtlpScope {
  readonly name: string;
}

/** What the numbers are about. */
export interface OtlpResource {
  readonly attributes: readonly OtlpAttribute[];
}

/** An event: a record of a log that has a name. */
export interface OtlpEvent {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  /** 9 is INFO. */
  readonly severityNumber: number;
  readonly eventName: string;
  readonly attributes: readonly OtlpAttribute[];
}

/** How often values fell between the bounds, with their sum. Times are nanoseconds since the epoch. */
export interface OtlpHistogramPoint {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly count: string;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
  readonly attributes: readonly OtlpAttribute[];
}

/** One value at one time. */
export interface OtlpNumberPoint {
  readonly timeUnixNano: string;
  readonly asDouble: number;
  readonly attributes: readonly OtlpAttribute[];
}

/** A histogram or a gauge; units as UCUM writes them. */
export interface OtlpMetric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly histogram?: {
    /** 2: since the beginning. */
    readonly aggregationTemporality: number;
    readonly dataPoints: readonly OtlpHistogramPoint[];
  };
  readonly gauge?: { readonly dataPoints: readonly OtlpNumberPoint[] };
}

/** The body of a request to `/v1/logs`. */
export interface OtlpLogs {
  readonly resourceLogs: readonly {
    readonly resource: OtlpResource;
    readonly scopeLogs: readonly { readonly scope: OtlpScope; readonly logRecords: readonly OtlpEvent[] }[];
  }[];
}

/** The body of a request to `/v1/metrics`. */
export interface OtlpMetrics {
  readonly resourceMetrics: readonly {
    readonly resource: OtlpResource;
    readonly scopeMetrics: readonly { readonly scope: OtlpScope; readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

const SCOPE: OtlpScope = { name: 'sentinel-agentos' };
const RESOURCE: OtlpResource = { attributes: attributes({ 'service.name': 'sentinel-agentos' }) };

export function otlpLogs(logRecords: readonly OtlpEvent[]): OtlpLogs {
  return { resourceLogs: [{ resource: RESOURCE, scopeLogs: [{ scope: SCOPE, logRecords }] }] };
}

export function otlpMetrics(metrics: readonly OtlpMetric[]): OtlpMetrics {
  return { resourceMetrics: [{ resource: RESOURCE, scopeMetrics: [{ scope: SCOPE, metrics }] }] };
}

/** Attributes by name; null is left out. Numbers are doubles. */
export function attributes(
  values: Readonly<Record<string, string | number | readonly string[] | null>>,
): readonly OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value: otlpValue(value) }],
  );
}

/** Milliseconds as nanoseconds since the epoch; 0, which means unknown, for a time before it. */
export function unixNano(ms: number): string {
  return ms > 0 && Number.isFinite(ms) ? String(BigInt(Math.round(ms)) * 1_000_000n) : '0';
}

function otlpValue(value: string | number | readonly string[]): OtlpValue {
  if (typeof value === 'string') return { stringValue: wellFormed(value) };
  if (typeof value === 'number') return { doubleValue: value };
  return { arrayValue: { values: value.map((each) => ({ stringValue: wellFormed(each) })) } };
}

/** Half a character cannot be UTF-8, in which these texts are sent. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
