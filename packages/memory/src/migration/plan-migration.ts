import { createHash } from 'node:crypto';
import { invalidArgument } from '../input/invalid-argument.js';
import { readSentence } from '../semantic/read-sentence.js';
import { SLOT_OF_ATTRIBUTE } from '../semantic/slot-lexicon.js';
import { clipPoints } from '../text/clip-text.js';
import { encodedBytes } from '../text/encoded-bytes.js';
import { CLASS_OF_SUBJECT } from './heading-lexicon.js';
import { isStruckOut, plainText, readKeyValue, type KeyValue } from './key-value.js';
import { markdownBlocks, type Block } from './markdown-blocks.js';
import { markdownLines } from './markdown-lines.js';
import {
  coverageOf,
  type MigrationClass,
  type MigrationPlan,
  type MigrationReason,
  type MigrationSpan,
  type ProjectField,
} from './migration-plan.js';
import { createOutline, type Lead, type Outline, type Place } from './outline.js';

/** What is said somewhere, before it is known what stands around it. */
interface Draft {
  readonly block: Block;
  readonly becomes: MigrationClass;
  readonly why: MigrationReason;
  readonly text: string;
  readonly slot: string | null;
  readonly project: ProjectField | null;
  /** Set for words that others may carry, so that they need not be remembered by themselves. */
  readonly lead: Lead | null;
  /** Said of no project by name: what stands below it shows whether it is the name of one. */
  readonly isNameless?: boolean;
}

const SLOT_BYTES = 256;
const PROJECT_NAME_CHARS = 80;

/** So much of a project's fields fits into one item, with room for what it has already. */
const PROJECT_BYTES = 6_000;

const STRUCTURE = { becomes: 'structure', text: '', slot: null, project: null, lead: null } as const;

/**
 * Reads a MEMORY.md and says what each part of it would become. Any text can be planned; nothing throws but what is
 * neither a string nor bytes. The spans of the plan hold every byte exactly once. Pure: the same bytes, the same
 * plan. Headings say, in English or Chinese, what their section is about; what no heading knows becomes a note.
 */
export function planMigration(markdown: string | Uint8Array): MigrationPlan {
  if (typeof markdown !== 'string' && !(markdown instanceof Uint8Array)) {
    throw invalidArgument('markdown', 'a string or bytes', markdown);
  }
  const bytes = Buffer.from(markdown as Uint8Array);
  const outline = createOutline();
  const drafts = markdownBlocks(markdownLines(bytes)).map((block) => draftOf(block, outline));
  const spans = withRoomInProjects(withOwnSlots(drafts.map(settled))).map(spanOf);
  return Object.freeze({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    spans: Object.freeze(spans),
    coverage: coverageOf(spans),
  });
}

function draftOf(block: Block, outline: Outline): Draft {
  switch (block.kind) {
    case 'blank':
    case 'break':
    case 'table-head':
      return { ...STRUCTURE, block, why: block.kind };
    case 'heading':
      return note(block, 'empty-section', block.text, outline.heading(block.level, plainText(block.text)));
    case 'row': {
      const [key = '', ...values] = block.cells.map(plainText);
      const others = values
        .map((value, index) => ({ head: block.heads[index + 1] ?? '', value }))
        .filter(({ value }) => value !== '')
        .map(({ head, value }) => (head === '' || block.cells.length < 3 ? value : `${head}: ${value}`));
      if (key === '' && others.length === 0) return { ...STRUCTURE, block, why: 'blank' };
      const value = others.join('; ');
      const pair = key === '' || value === '' ? null : { key, value };
      const text = pair === null ? key || value : `${key}: ${value}`;
      return said(block, outline.place(block.indent), text, pair, null);
    }
    case 'item': {
      const place = outline.place(block.indent);
      const pair = readKeyValue(block.text);
      const label = pair?.key ?? plainText(block.text).replace(/\s*[:：]$/u, '');
      const lead = outline.item(block.indent, label, pair === null);
      return said(block, place, plainText(block.text), pair, lead);
    }
    case 'paragraph':
      return said(block, outline.place(block.indent), plainText(block.text), readKeyValue(block.text), null);
    case 'front-matter':
      return note(block, block.kind, block.text, null);
    case 'code':
    case 'quote':
    case 'comment':
      return note(block, block.kind, ledInProject(outline.place(block.indent), block.text), null);
  }
}

/** What somebody says becomes what its section is about. */
function said(block: Block, place: Place, text: string, pair: KeyValue | null, lead: Lead | null): Draft {
  const { subject, leads } = place;
  if (text === '') return { ...STRUCTURE, block, why: 'blank' };
  if (subject === null) return note(block, 'unknown-section', led(place, text), lead);
  if (isStruckOut(text)) return note(block, 'struck-out', ledInProject(place, text), lead);
  const becomes = CLASS_OF_SUBJECT[subject];
  const draft = { block, becomes, why: subject, text: led(place, text), slot: null, project: null, lead };
  if (becomes === 'fact') return { ...draft, slot: slotOf(place, text, pair) };
  if (becomes !== 'project') return draft;
  const path = leads.map(({ label }) => label);
  if (place.project === null && pair !== null && nameOf(pair.key) !== '') {
    return { ...draft, project: { project: nameOf(pair.key), field: 'about', value: pair.value } };
  }
  const name = nameOf(place.project ?? place.heading);
  if (name === '') return note(block, 'unknown-section', draft.text, lead);
  const field = pair === null ? null : [...path, pair.key].join(' › ');
  const value = pair === null ? draft.text : pair.value;
  return {
    ...draft,
    text: `${name}: ${draft.text}`,
    project: { project: name, field, value },
    isNameless: place.project === null,
  };
}

function note(block: Block, why: MigrationReason, text: string, lead: Lead | null): Draft {
  return { block, becomes: 'note', why, text, slot: null, project: null, lead };
}

/** The text after what it stands under. */
function led({ leads }: Place, text: string): string {
  for (const lead of leads) lead.isCarried ||= lead.isWhole;
  return leads.length === 0 ? text : `${leads.map(({ label }) => label).join(' › ')}: ${text}`;
}

function ledInProject(place: Place, text: string): string {
  return place.project === null ? led(place, text) : `${nameOf(place.project)}: ${led(place, text)}`;
}

function nameOf(text: string): string {
  return clipPoints(plainText(text), PROJECT_NAME_CHARS);
}

/** A sentence that has a slot of its own needs none from its key. */
function slotOf({ subject, leads }: Place, text: string, pair: KeyValue | null): string | null {
  if (pair === null || readSentence(text) !== null) return null;
  const key = pair.key.normalize('NFKC').toLowerCase();
  const attribute = subject === 'owner' && leads.length === 0 ? SLOT_OF_ATTRIBUTE.get(key) : undefined;
  if (attribute !== undefined) return `user.${attribute}`;
  const slot = [...leads.map(({ label }) => label.normalize('NFKC').toLowerCase()), key].join(' › ');
  return encodedBytes(slot) > SLOT_BYTES ? null : slot;
}

/** Words that something below them carries whole are not remembered once more; nor are those that say nothing. */
function settled(draft: Draft): Draft {
  const { lead, block, text } = draft;
  if (draft.becomes === 'structure') return draft;
  if (text === '') return { ...draft, ...STRUCTURE, why: block.kind === 'heading' ? 'heading' : 'blank' };
  if (lead === null || !lead.isCarried) return draft;
  if (block.kind === 'heading') return { ...draft, ...STRUCTURE, why: 'heading' };
  const isOnlyLead = /[:：]$/u.test(text) || draft.becomes === 'note' || draft.isNameless === true;
  return lead.hasChildren && isOnlyLead ? { ...draft, ...STRUCTURE, why: 'lead-in' } : draft;
}

/** A name that two facts of one text give a value to is the name of a list: neither takes the other's place. */
function withOwnSlots(drafts: readonly Draft[]): readonly Draft[] {
  const uses = new Map<string, number>();
  for (const { slot } of drafts) if (slot !== null) uses.set(slot, (uses.get(slot) ?? 0) + 1);
  return drafts.map((draft) =>
    draft.slot !== null && uses.get(draft.slot) !== 1 ? { ...draft, slot: null } : draft,
  );
}

/** What does not fit into its project any more becomes a note. */
function withRoomInProjects(drafts: readonly Draft[]): readonly Draft[] {
  const sizes = new Map<string, number>();
  return drafts.map((draft) => {
    if (draft.project === null) return draft;
    const { project, field, value } = draft.project;
    const size = (sizes.get(project) ?? 0) + encodedBytes(field ?? '') + encodedBytes(value) + 8;
    if (size > PROJECT_BYTES) return { ...draft, becomes: 'note', why: 'project-full', project: null };
    sizes.set(project, size);
    return draft;
  });
}

function spanOf({ block, becomes, why, text, slot, project }: Draft): MigrationSpan {
  const { lines } = block;
  const [first] = lines;
  const digest =
    becomes === 'structure'
      ? ''
      : createHash('sha256')
          .update(JSON.stringify([becomes, text, project]))
          .digest('hex')
          .slice(0, 16);
  return Object.freeze({
    start: first?.start ?? 0,
    end: lines.at(-1)?.end ?? 0,
    line: first?.number ?? 1,
    becomes,
    why,
    text,
    slot,
    project,
    digest,
  });
}
