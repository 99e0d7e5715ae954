/** What a span of the text becomes. */
export type MigrationClass = 'fact' | 'rule' | 'project' | 'decision' | 'note' | 'structure';

/** The classes, in the order reports name them. */
const MIGRATION_CLASSES: readonly MigrationClass[] = [
  'fact',
  'rule',
  'project',
  'decision',
  'note',
  'structure',
];

/**
 * Why a span became what it is. Of a note: nothing says what its section is about (`unknown-section`), it is code,
 * a quotation, a comment, front matter or struck out, nothing stands under that heading (`empty-section`), the
 * project has no room (`project-full`) or the semantic memory has none (`semantic-full`). Of structure: what it is.
 * Of everything else, what its section is about.
 */
export type MigrationReason =
  | 'owner'
  | 'self'
  | 'environment'
  | 'rules'
  | 'projects'
  | 'decisions'
  | 'unknown-section'
  | 'code'
  | 'quote'
  | 'comment'
  | 'front-matter'
  | 'struck-out'
  | 'empty-section'
  | 'project-full'
  | 'semantic-full'
  | 'blank'
  | 'heading'
  | 'lead-in'
  | 'break'
  | 'table-head';

/** What a span says of a project. */
export interface ProjectField {
  readonly project: string;
  /** Null for a sentence that names no field: these are kept together, as a list. */
  readonly field: string | null;
  readonly value: string;
}

/** A piece of the text and what becomes of it. */
export interface MigrationSpan {
  /** First byte, in UTF-8, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly becomes: MigrationClass;
  readonly why: MigrationReason;
  /** What is remembered, with the headings it stands under as far as it needs them; empty for structure. */
  readonly text: string;
  /** Of a fact: the name of what it gives a value to; a later value for it takes its place. Null when it has none. */
  readonly slot: string | null;
  /** Of a project; null for everything else. */
  readonly project: ProjectField | null;
  /** The same for the same thing to remember, wherever it stands; empty for structure. */
  readonly digest: string;
}

/** How much of the text became what. */
export type MigrationCoverage = Readonly<
  Record<MigrationClass, { readonly spans: number; readonly bytes: number }>
>;

/** What a text would become. Its spans follow each other from byte 0 to the last without a gap. */
export interface MigrationPlan {
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly spans: readonly MigrationSpan[];
  readonly coverage: MigrationCoverage;
}

/** Counts spans and bytes by class. */
export function coverageOf(spans: readonly MigrationSpan[]): MigrationCoverage {
  const counts = new Map(MIGRATION_CLASSES.map((each) => [each, { spans: 0, bytes: 0 }]));
  for (const { becomes, start, end } of spans) {
    const count = counts.get(becomes);
    if (count === undefined) continue;
    count.spans += 1;
    count.bytes += end - start;
  }
  return Object.fromEntries(counts) as MigrationCoverage;
}
