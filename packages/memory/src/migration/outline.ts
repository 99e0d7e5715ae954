import { clipPoints } from '../text/clip-text.js';
import { meaningOf, type Subject } from './heading-lexicon.js';

/** Words that stand above others: a heading, or an item with items below it. */
export interface Lead {
  /** As it is put before what it leads. */
  readonly label: string;
  /** Whether the label says all that there is to say. */
  readonly isWhole: boolean;
  /** Whether something remembered carries it. */
  isCarried: boolean;
  hasChildren: boolean;
}

/** Where something stands. */
export interface Place {
  /** What its section is about; null when no heading says it. */
  readonly subject: Subject | null;
  /** The project whose section it stands in, when its heading or an item above names one. */
  readonly project: string | null;
  /** The heading that says what the section is about; empty when none does. */
  readonly heading: string;
  /** What stands above and says more than the subject and the project do, outermost first. */
  readonly leads: readonly Lead[];
}

interface Level {
  readonly depth: number;
  readonly lead: Lead;
  readonly subject: Subject | null;
  readonly project: string | null;
  readonly isTitle: boolean;
}

/** Follows headings and nested lists from the first line to the last. */
export interface Outline {
  /** A heading begins: it ends those of its level and below, and all lists. */
  heading(level: number, text: string): Lead;
  /** Where something at this column stands; lists that do not hold it end. */
  place(indent: number): Place;
  /** An item begins at this column, after {@link Outline.place}. */
  item(indent: number, label: string, isWhole: boolean): Lead;
}

const LONGEST_LABEL = 80;
const MOST_LEADS = 3;

/** At least so far to the right of an item stands what belongs to it. */
const NESTED = 2;

/** Makes an outline of a text of which nothing was read yet. */
export function createOutline(): Outline {
  let headings: readonly Level[] = [];
  let items: readonly { readonly indent: number; readonly lead: Lead }[] = [];
  let isFirst = true;

  return {
    heading(level, text) {
      const { subject, project, isTitle } = meaningOf(text);
      const isNameOfAll = isTitle || (isFirst && level === 1 && subject === null);
      const lead = leadOf(text, true);
      headings = [
        ...headings.filter(({ depth }) => depth < level),
        { depth: level, lead, subject, project, isTitle: isNameOfAll },
      ];
      items = [];
      isFirst = false;
      // What only says what the section is about has said it.
      if (isTitle || (subject !== null && project === null)) lead.isCarried = lead.isWhole;
      return lead;
    },
    place(indent) {
      items = items.filter((item) => item.indent <= indent - NESTED);
      for (const { lead } of items) lead.hasChildren = true;
      const about = headings.findLastIndex((level) => level.subject !== null);
      const subject = headings[about]?.subject ?? null;
      const heading = headings[about]?.lead.label ?? '';
      if (subject === 'projects') {
        const below = [...headings.slice(about + 1), ...items].map(({ lead }) => lead);
        const level = headings[about];
        const named = level?.project ?? null;
        if (level !== undefined && named !== null) {
          level.lead.isCarried ||= level.lead.isWhole;
          return { subject, heading, project: named, leads: nearest(below) };
        }
        const [first, ...rest] = below;
        if (first === undefined) return { subject, heading, project: null, leads: [] };
        first.isCarried ||= first.isWhole;
        return { subject, heading, project: first.label, leads: nearest(rest) };
      }
      const above = headings.filter(
        (level) => !level.isTitle && (level.subject === null || level.project !== null),
      );
      return {
        subject,
        heading,
        project: null,
        leads: nearest([...above, ...items].map(({ lead }) => lead)),
      };
    },
    item(indent, label, isWhole) {
      const lead = leadOf(label, isWhole);
      items = [...items, { indent, lead }];
      return lead;
    },
  };
}

function leadOf(text: string, isWhole: boolean): Lead {
  const label = clipPoints(text, LONGEST_LABEL);
  return { label, isWhole: isWhole && label === text.trim(), isCarried: false, hasChildren: false };
}

function nearest(leads: readonly Lead[]): readonly Lead[] {
  return leads.filter(({ label }) => label !== '').slice(-MOST_LEADS);
}
