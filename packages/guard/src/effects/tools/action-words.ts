import { namedActs } from './named-acts.js';
import { wordsOf } from './tool-words.js';

/** Actions that only look, besides those whose verb says so. */
const LOOKING =
  /^(?:status|log|logs|poll_results|info|history|help|version|about|runs|next_check|wait|snapshot|screenshot|console|cookies|tabs|emoji[-_]list|list|get|read|show|search|config\.get|config\.schema\.lookup|schema|describe|capabilities|doctor)$/i;

/** Whether the value of an action parameter says that a tool only looks at something. */
export function isLookingAction(action: string): boolean {
  return LOOKING.test(action) || namedActs(wordsOf(action)).looks;
}
