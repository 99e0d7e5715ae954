/** What a verb in a tool's name does. */
export type Act =
  /** Looks, and leaves everything as it is. */
  | 'read'
  /** Reads a value in full, which matters where the value is a secret. */
  | 'reveal'
  | 'make'
  | 'change'
  /** Writes something that nobody else sees yet. */
  | 'draft'
  | 'send'
  | 'delete'
  /** Deletes all there is. */
  | 'wipe'
  | 'cancel'
  | 'buy'
  | 'pay'
  | 'deploy'
  | 'operate'
  | 'grant'
  | 'merge'
  | 'push'
  | 'publish'
  | 'move'
  | 'copy'
  | 'upload'
  | 'download'
  /** Runs something that the name does not tell. */
  | 'run';

export interface Verb {
  readonly act: Act;
  /** The word is as often a noun, as in `get_order`: after a verb that reads it is one. */
  readonly noun: boolean;
}

/** Words that act, with a `~` behind those that are nouns as well. A word that is missing here is no verb. */
const VERBS: Readonly<Record<Act, string>> = {
  read: 'list~ ls find search~ lookup look query~ view~ describe check~ count~ stat~ stats~ status~ info~ head~ tail~ peek browse preview~ compare diff~ explain summarize summarise analyze analyse validate verify lint watch~ monitor~ poll track scan~ grep glob cat parse calculate compute estimate~ translate convert classify measure~ predict recommend suggest quote~ rank~ filter~ match~ hover ping~ enumerate inspect examine identify locate recall think reflect brainstorm is has can does',
  reveal: 'get read fetch retrieve reveal show export dump~ decrypt unseal',
  make: 'create add new insert register init initialize begin make build~ generate import clone fork~ subscribe start append attach initiate mint~ open~ record~',
  draft: 'draft~',
  change:
    'update edit~ modify set~ change~ rename patch~ put assign label~ tag~ close reopen resolve toggle enable disable configure mark~ pin~ unpin star~ unstar lock~ unlock mute unmute follow unfollow react like~ unlike acknowledge ack dismiss archive~ unarchive restore revert reorder sort~ complete sync~ replace link~ connect disconnect pause resume accept reject decline approve submit confirm capture schedule~ reschedule snooze upsert adjust apply answer~ tip~ wire~ settle place~ swap~ sign fill type~ click press select~ drag rsvp log~ transition~ rebase~ refresh rotate write save~ store~ commit~ turn switch~ control~ unsubscribe block~ unblock fix~ deprecate clear clean~ cleanup~ flush reset~ drop~ format~',
  send: 'send post~ reply~ tweet~ share~ forward notify invite~ comment~ message~ email~ mail~ sms~ announce broadcast~ dm~ respond alert~ call~ dial ring~ text~ fax~ report~',
  delete:
    'delete del remove rm destroy erase unlink trash~ discard uninstall kill terminate revoke deactivate decommission deprovision undeploy detach evict expire forget prune unpublish unregister deregister eject expel ban kick suspend disband',
  wipe: 'purge wipe truncate flushall flushdb shred nuke obliterate teardown empty~ zap',
  cancel: 'cancel abort stop~ halt interrupt void',
  buy: 'buy purchase~ order~ book~ reserve checkout~ rent~ hire',
  pay: 'pay charge~ refund~ transfer~ withdraw payout~ disburse remit donate trade~ invest sell liquidate bid~ stake~ reimburse wager bet~',
  deploy:
    'deploy~ redeploy promote provision migrate rollout~ release~ upgrade~ downgrade failover~ drain cordon shutdown reboot poweroff',
  operate: 'rollback~ scale~ restart~ uncordon autoscale resize',
  grant: 'grant~ authorize authorise impersonate elevate permit~ allow sudo assume escalate',
  merge: 'merge~',
  push: 'push~',
  publish: 'publish',
  move: 'move',
  copy: 'copy~ duplicate~',
  upload: 'upload~',
  download: 'download~',
  run: 'run~ execute exec eval evaluate invoke launch spawn trigger~ dispatch process~ perform do handle use manage test~ batch~ operate action~',
};

/** Verbs of two words, joined as they are found in the table. */
const PHRASES: Readonly<Record<string, string>> = {
  'look up': 'lookup',
  'check out': 'checkout',
  'clean up': 'cleanup',
  'shut down': 'shutdown',
  'tear down': 'teardown',
  'roll back': 'rollback',
  'roll out': 'rollout',
  'pay out': 'payout',
  'power off': 'poweroff',
  'wipe out': 'wipe',
  'flush all': 'flushall',
  'flush db': 'flushdb',
  'fail over': 'failover',
  'take down': 'teardown',
  'sell off': 'sell',
  'turn off': 'turn',
  'turn on': 'turn',
  'spin up': 'provision',
  'spin down': 'teardown',
  'bring down': 'teardown',
  'blow away': 'wipe',
  'get rid': 'delete',
};

/** Words that turn a verb into another one: behind a verb that reads they make it nobody knows what. */
export const PARTICLES: ReadonlySet<string> = new Set('out up down off away over back in on'.split(' '));
/** Words after which another verb comes. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set('and or then also plus else n'.split(' '));

const TABLE: ReadonlyMap<string, Verb> = new Map(
  (Object.keys(VERBS) as Act[]).flatMap((act) =>
    VERBS[act].split(' ').map((word): [string, Verb] => {
      const noun = word.endsWith('~');
      return [noun ? word.slice(0, -1) : word, { act, noun }];
    }),
  ),
);

/** The verb that a word is, if it is one. */
export function verbOf(word: string): Verb | null {
  return TABLE.get(word) ?? null;
}

/** The words with verbs of two words made one. */
export function withPhrases(words: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const pair = `${word} ${words[index + 1] ?? ''}`;
    const phrase = Object.hasOwn(PHRASES, pair) ? PHRASES[pair] : undefined;
    result.push(phrase ?? word);
    if (phrase !== undefined) index += 1;
  }
  return result;
}
