import { isNoun } from './tool-nouns.js';
import { CONJUNCTIONS, PARTICLES, verbOf, withPhrases, type Act } from './tool-verbs.js';

/** What the words of a tool's name say that it does. */
export interface NamedActs {
  readonly acts: ReadonlySet<Act>;
  /** The name says that the tool looks at something, and nothing in it says otherwise. */
  readonly looks: boolean;
}

/**
 * Reads a name word by word, never by its beginning: `find_and_delete` deletes, `catalog_delete` does not concatenate,
 * `readwrite_database` is unknown. A verb that reads counts where a verb stands: first, or behind words that are known
 * to be things (`github_list_issues`, `memory_search`). A word that is also a noun is one behind such a verb
 * (`get_order`), unless another verb or an `and` stands between.
 */
export function namedActs(name: readonly string[]): NamedActs {
  const words = withPhrases(name);
  const acts = new Set<Act>();
  let reads = false;
  let doubtful = false;
  let joins = false;
  for (const [index, word] of words.entries()) {
    if (CONJUNCTIONS.has(word)) {
      joins = true;
      continue;
    }
    const verb = verbOf(word);
    if (verb === null) {
      if (joins) doubtful = true;
      if (!reads && !isNoun(word)) doubtful = true;
      if (PARTICLES.has(word) && isReading(words[index - 1])) doubtful = true;
      joins = false;
      continue;
    }
    const reading = verb.act === 'read' || verb.act === 'reveal';
    const thing = verb.noun && !joins && (isAboutThings(acts) || isPlainReading(words[index + 1]));
    joins = false;
    if (thing) continue;
    acts.add(verb.act);
    reads ||= reading;
  }
  return { acts, looks: reads && !doubtful && onlyReads(acts) };
}

function onlyReads(acts: ReadonlySet<Act>): boolean {
  return [...acts].every((act) => act === 'read' || act === 'reveal');
}

/** Only verbs so far whose object comes next, as in `get_order` and `draft_email`. */
function isAboutThings(acts: ReadonlySet<Act>): boolean {
  return acts.size > 0 && [...acts].every((act) => act === 'read' || act === 'reveal' || act === 'draft');
}

function isReading(word: string | undefined): boolean {
  const act = word === undefined ? undefined : verbOf(word)?.act;
  return act === 'read' || act === 'reveal';
}

/** A verb that reads and nothing else, as in `message_get`. */
function isPlainReading(word: string | undefined): boolean {
  return isReading(word) && word !== undefined && verbOf(word)?.noun === false;
}
