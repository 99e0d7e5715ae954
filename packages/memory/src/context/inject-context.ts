import type { EventStore } from '../episodic/event-store.js';
import { invalidArgument } from '../input/invalid-argument.js';
import { parseWholeNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseString } from '../input/parse-text.js';
import type { EventRecall } from '../recall/event-recall.js';
import type { SemanticStore } from '../semantic/semantic-store.js';
import type { TokenCounter } from '../text/token-counter.js';
import { eventSections, isShown } from './event-sections.js';
import { layOutContext, SMALLEST_BUDGET } from './lay-out-context.js';
import { semanticSections } from './semantic-sections.js';

/** What a context is for. What answers it comes first. */
export interface InjectOptions {
  /** A question, or the user's message. */
  readonly query?: string;
  readonly task?: string;
  /** Paths that are being worked on. */
  readonly files?: readonly string[];
  /** Tokens the context may take, as the memory's counter counts them, at least 32. Default: 2,000. */
  readonly budgetTokens?: number;
}

const DEFAULT_BUDGET = 2_000;
const MAX_EVENTS = 40;
const MAX_QUESTION_CHARS = 4_000;

/** So far back the last session's topic is looked for. */
const LATEST_LOOKED_AT = 1_000;

/**
 * Writes what an agent should know at the start of a session: the header, then preferences, rules, projects,
 * facts, terms, what the last session was about and the events that matter, within the budget. Every stored
 * text is one dated and sourced line inside a fence, and cannot pass for the header, a heading or the fence.
 */
export function createInjectContext(
  events: EventStore,
  semantic: SemanticStore,
  recall: EventRecall,
  count: TokenCounter,
): (options?: InjectOptions) => string {
  return (options) => {
    const { query, task, files, budgetTokens } = parseOptions(options, 'options');
    const budget = parseWholeNumber(budgetTokens, 'budgetTokens', SMALLEST_BUDGET, DEFAULT_BUDGET);
    const question = [parseOptional(query, 'query'), parseOptional(task, 'task'), ...parseFiles(files)]
      .filter((part) => part !== '')
      .join('\n')
      .slice(0, MAX_QUESTION_CHARS);
    const found =
      question === ''
        ? []
        : recall
            .search(question, { limit: MAX_EVENTS, accepts: isShown })
            // What only stands in for an answer is no reason to leave out what matters.
            .filter((hit) => hit.parts.standIn === 0)
            .map((hit) => hit.event);
    const sections = [
      ...semanticSections(semantic.read(), question),
      ...eventSections(events.latest(LATEST_LOOKED_AT), found),
    ];
    return layOutContext(sections, budget, count);
  };
}

function parseOptional(value: unknown, field: string): string {
  return value === undefined ? '' : parseString(value, field);
}

function parseFiles(files: unknown): readonly string[] {
  if (files === undefined) return [];
  if (!Array.isArray(files)) throw invalidArgument('files', 'an array of paths', files);
  return files.map((file: unknown, index) => parseString(file, `files[${index}]`));
}
