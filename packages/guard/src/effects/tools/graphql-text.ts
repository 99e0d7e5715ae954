import { effectsOfWords } from './named-effects.js';
import type { ToolContext } from './tool-context.js';
import { textsOf, wholeOf } from './tool-params.js';
import { toolName } from './tool-words.js';

const TEXTS = ['query', 'mutation', 'document', 'graphql', 'operation'];
const MUTATION = /(?:^|[\s}])mutation\b/;
const MAX_TEXT = 16 * 1024;
const MAX_FIELDS = 64;

/** What a GraphQL mutation does, as the names of its fields say: `deleteUser(id: 1)` deletes a user. */
export function readMutations({ said, sink }: ToolContext): void {
  for (const found of textsOf(said, TEXTS)) {
    const text = found.text.slice(0, MAX_TEXT);
    if (!MUTATION.test(text)) continue;
    const names = [...text.matchAll(/\b([_A-Za-z]\w{0,63})(?=\s{0,9}[({])/g)].slice(0, MAX_FIELDS);
    for (const [, name = ''] of names)
      for (const effect of effectsOfWords(toolName(name).words)) sink.effect(effect, name, wholeOf(found));
  }
}
