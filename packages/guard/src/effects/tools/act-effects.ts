import { shape, type EffectShape } from '../effect-shape.js';
import type { NounClass } from './tool-nouns.js';
import type { Act } from './tool-verbs.js';

const LOOKED = shape('net.fetch', 'shared', 'pure', 'normal');
const SECRET_SHOWN = shape('secret.read', 'process', 'irreversible', 'critical');
const NOTED = shape('net.send', 'process', 'easy', 'normal', false);
const DRAFTED = shape('net.send', 'shared', 'easy', 'normal');
const CHANGED = shape('net.send', 'shared', 'partial', 'normal');
const CHANGED_FOR_GOOD = shape('net.send', 'shared', 'hard', 'normal');
const EMPTIED = shape('net.send', 'shared', 'irreversible', 'sensitive');
const RECORDS_CHANGED = shape('db.mutate', 'shared', 'partial', 'normal');
const RECORDS_LOST = shape('db.mutate', 'shared', 'hard', 'normal');
const ALL_RECORDS_LOST = shape('db.mutate', 'shared', 'irreversible', 'critical');
const SENT = shape('message.send', 'shared', 'partial', 'normal');
const PAID = shape('net.send', 'shared', 'irreversible', 'sensitive');
const PART_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const STORE_LOST = shape('infra.destroy', 'shared', 'irreversible', 'critical');
const BRANCH_LOST = shape('vcs.rewrite', 'shared', 'hard', 'normal');
const PUSHED = shape('vcs.push', 'shared', 'partial', 'normal');
const MERGED = shape('vcs.push', 'shared', 'hard', 'normal');
const PUBLISHED = shape('pkg.publish', 'shared', 'hard', 'sensitive');
const LIVE_CHANGED = shape('net.send', 'shared', 'hard', 'sensitive');
const GRANTED = shape('net.send', 'shared', 'hard', 'sensitive');
const ACCESS_CHANGED = shape('net.send', 'shared', 'partial', 'sensitive');
const UNKNOWN_ACT = shape('unknown', 'workspace', 'hard', 'normal');

/** What is known of a call besides what its name says. */
export interface ActDetails {
  /** The words of the name and of the action parameter. */
  readonly words: ReadonlySet<string>;
  readonly nouns: ReadonlySet<NounClass>;
  /** There is an amount of money, or the system that is changed is the one that customers use. */
  readonly amount: boolean;
  readonly live: boolean;
  /** Several records are meant, and nothing says which. */
  readonly unlimited: boolean;
}

/** The effect of one act on the things that a name speaks of. */
export function effectOfAct(act: Act, details: ActDetails): EffectShape {
  const { nouns, words, live } = details;
  const light = nouns.has('light') || nouns.has('own');
  switch (act) {
    case 'read':
      return LOOKED;
    case 'reveal':
      return nouns.has('secret') ? SECRET_SHOWN : LOOKED;
    case 'draft':
      return DRAFTED;
    case 'make':
    case 'change':
    case 'run':
    case 'send':
    case 'move':
    case 'copy':
      return changing(act, details);
    case 'delete':
      return deleting(details);
    case 'wipe':
      return light ? CHANGED : wiping(details);
    case 'cancel':
      return nouns.has('purchase') || nouns.has('money') ? CHANGED_FOR_GOOD : CHANGED;
    case 'buy':
      return CHANGED_FOR_GOOD;
    case 'pay':
      return words.has('transfer') ? transferring(details) : PAID;
    case 'deploy':
      return live ? LIVE_CHANGED : CHANGED_FOR_GOOD;
    case 'operate':
      return live ? LIVE_CHANGED : CHANGED;
    case 'grant':
      return GRANTED;
    case 'merge':
      return MERGED;
    case 'push':
      return PUSHED;
    case 'publish':
      return nouns.has('package') ? PUBLISHED : SENT;
    case 'upload':
      return CHANGED;
    case 'download':
      return LOOKED;
  }
}

/** Verbs that put something out of the way: with all of a store they empty it. */
const CLEARS = ['clear', 'clean', 'cleanup', 'flush', 'reset', 'drop', 'format'];
/** Verbs that make a transaction happen. */
const RELEASES = ['sign', 'send', 'submit', 'broadcast', 'approve', 'confirm', 'execute'];
const MONEY_VERBS = ['tip', 'wire', 'settle', 'swap', 'place'];

function changing(act: Act, details: ActDetails): EffectShape {
  const { nouns, words, live, amount } = details;
  const any = (list: readonly string[]): boolean => list.some((word) => words.has(word));
  if (nouns.has('money') || (nouns.has('transaction') && any(RELEASES)) || (amount && any(MONEY_VERBS)))
    return PAID;
  if (any(CLEARS) && (nouns.has('store') || nouns.has('data') || nouns.has('manifest')))
    return wiping(details);
  if (words.has('flush') && !nouns.has('light')) return wiping(details);
  if (nouns.has('purchase')) return CHANGED_FOR_GOOD;
  if (act === 'run') return UNKNOWN_ACT;
  if (words.has('apply') && nouns.has('manifest')) return live ? LIVE_CHANGED : CHANGED_FOR_GOOD;
  if (nouns.has('access') || nouns.has('secret')) return ACCESS_CHANGED;
  if (act === 'send') return SENT;
  if (any(['draft', 'drafts'])) return DRAFTED;
  if (nouns.has('data')) return details.unlimited && act === 'change' ? ALL_RECORDS_LOST : RECORDS_CHANGED;
  return nouns.has('own') ? NOTED : CHANGED;
}

function deleting(details: ActDetails): EffectShape {
  const { nouns, words } = details;
  const all = words.has('all') || words.has('everything') || words.has('bulk');
  if (nouns.has('branch')) return BRANCH_LOST;
  if ((nouns.has('light') || nouns.has('own')) && !nouns.has('store'))
    return all ? CHANGED_FOR_GOOD : CHANGED;
  if (nouns.has('store')) return STORE_LOST;
  if (nouns.has('data')) return details.unlimited || all ? ALL_RECORDS_LOST : RECORDS_LOST;
  if (nouns.has('money') || nouns.has('access') || nouns.has('part')) return PART_LOST;
  return all ? EMPTIED : CHANGED_FOR_GOOD;
}

function wiping({ nouns, words }: ActDetails): EffectShape {
  if (nouns.has('data') || words.has('flushall') || words.has('flushdb')) return ALL_RECORDS_LOST;
  return nouns.has('store') ? STORE_LOST : EMPTIED;
}

/** Money, a call handed to a colleague, or the ownership of something. */
function transferring({ nouns, words, amount }: ActDetails): EffectShape {
  const bare = words.size <= 2 && nouns.size === 0;
  if (amount || nouns.has('money') || bare) return PAID;
  return words.has('agent') ? NOTED : CHANGED_FOR_GOOD;
}
