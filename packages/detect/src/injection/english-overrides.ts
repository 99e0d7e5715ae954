import { EARLIER, INSTRUCTIONS, TALK } from './english-vocabulary.js';
import type { PhraseRule } from './phrase-rule.js';

/** Orders to disregard what was told before. */
export const ENGLISH_OVERRIDES: readonly PhraseRule[] = [
  {
    type: 'override-instructions',
    severity: 2,
    anchors:
      'scrap ignore ignoring disregard disregarding forget override overrule neglect discard dismiss bypass abandon omit erase cancel supersede nullify void unlearn',
    pattern: `…${EARLIER}…${INSTRUCTIONS}`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard forget neglect',
    pattern: `…(?:previous|prior|preceding|earlier|above|foregoing|past|former)…${TALK}`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard forget override bypass abandon overrule',
    pattern: `(?: about)? (?:all |any |every |each |the |of |everything |and ){0,4}(?:your|these|those|openai'?s?|anthropic'?s?|google'?s?|developer|system)(?: [a-z\\d]{1,16}){0,3} (?:${INSTRUCTIONS}|rules|restrictions|limitations|constraints|filters|polic(?:y|ies)|safeguards|guardrails|ethics|(?<=your )(?:tasks?|goals?|objectives?|mission|purpose|persona|identity)|(?<=your [a-z\\d]{1,12} )(?:tasks?|goals?|objectives?|mission|purpose|persona|identity))\\b`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard forget',
    pattern: `(?: about)? (?:(?:all|any|every|the|of|these|those|everything|and) ){1,3}(?:i{1,2}u?n?struct?ions?|system prompts?|prompts|directives|programming|guidelines)\\b(?! (?:file|line|set|pointer|count|manual|page|below)s?\\b)(?! (?:from|in|of|on) (?!(?:your|the (?:user|system|developer|prompt))))`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard forget',
    pattern: `(?: about)? (?:all|everything|anything|whatever|what)(?: (?:that|of|else|the|this)){0,4}(?: (?:above|before|preceding|previous|earlier|prior)\\b(?! (?:the|this|a|an|it)\\b)| (?:i|we|you|they|the user|anyone)(?:'ve| have| had| was| were| are)? (?:just |ever |previously |been )?(?:said|told|tell|asked|written|know|learned|knew|instructed|taught|given|discussed|read))`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard',
    pattern: ` (?:all |everything )?(?:of )?the (?:above|aforementioned|foregoing|preceding)(?: and|,|\\.|$| text| content)`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'do don dont never stop no not without',
    pattern: `(?:'?t| not| longer| need to| have to| must){0,4}(?: longer)? (?:follow|following|obey|obeying|comply with|complying with|adhere to|adhering to|listen to|bound by|abide by|abiding by|pay attention to|paying attention to|restricted by|limited by|required to follow|heed)…(?:(?:previous|prior|above|earlier|original|initial|your|openai'?s?|system|any)…(?:${INSTRUCTIONS}|rules|policies|restrictions|confines|limitations))`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'regardless instead contrary',
    pattern: `(?: of| to)…(?:previous|prior|earlier|above|original|initial|other)…(?:${INSTRUCTIONS}|inputs?|rules)`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'new updated revised real actual following true next override additional',
    pattern: `(?: (?:system|developer|security|priority|secret))?[ _-](?:instructions?|directives?|polic(?:y|ies)|prompts?|orders?|objectives?|mission)(?: (?:is|are|begins?|follows?|starts?))?(?: (?:here|now|as follows))?["'*_ ]{0,4}(?:[:,>]|\\n|-{2,3})(?=[^\\n]{0,24}\\b(?:please|you|do|send|run|ignore|execute|call|delete|forward|email|print|say|repeat|write|output|instruction|answer|respond|act|tell|create|transfer|open|use|fetch|click|add|make|set|buy|post|read|find|share|unlock|grant|schedule|visit)\\b)`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'strictly adhere proceed comply obey now execute only',
    pattern: `(?: adhere| follow| comply| proceed| obey| execute| with| to| only| now| strictly){0,5}(?: (?:the|this|these|my|only)){1,4} (?:following|new|next|below|real) (?:instructions?|directives?|orders?|tasks? (?:first|instead|immediately))(?: (?:instead|first|immediately|now|only|exactly))?(?::|!| please\\b| instead\\b| immediately\\b| exactly\\b)`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'pay',
    pattern: ` (?:no attention|no heed)…${EARLIER}…(?:${INSTRUCTIONS}|${TALK})`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'previous prior earlier preceding original initial your instructions prompt directives',
    pattern: `(?: (?:system|safety))?(?: (?:instructions?|prompts?|directives?|guidelines|orders|guidance|programming|above|before this|so far)){1,4}(?: (?:that|which|you|received|were|given|all|i|gave)){0,4} (?:are|is|were|have been|has been|was)(?: (?:now|hereby|all|no longer|just|only|a)){0,4} (?:void|cancell?ed|superseded|overridden|overruled|invalid|null|obsolete|valid|in effect|revoked|replaced|suspended|test|fake|lifted|deactivated|terminated)\\b(?<!\\b(?:are|is|were|have been|has been|was) (?:now )?(?:valid|in effect|a test))`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'your',
    pattern: ` (?:new|real|actual|true|updated)(?: (?:and|only|primary|main)){0,4} (?:task|goal|objective|mission|job|role|instructions?|purpose|directive|orders?|assignment)s? (?:is|are)\\b`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'ignore disregard forget',
    pattern: ` (?:all|everything|anything|whatever|what)(?: (?:is|that|you|was|were|stated|written|said)){0,4} (?:in|from|of) (?:the|your) (?:(?:system|initial|original|previous|developer) )?(?:prompt|instructions|guidelines|directives)\\b`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'new updated revised priority',
    pattern: `(?<=[#*=[<{-] ?(?:new|updated|revised|priority)) (?:instructions?|task|directive|orders?)[ ]?[#*=\\]>}]`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'new',
    pattern: ` (?:task|assignment|objective|goal)["'*_]{0,2}: ?(?:please |you must |now |immediately )?(?:send|email|forward|delete|transfer|execute|run|call|upload|reveal|print|output|ignore|buy|open|visit|post|share)\\b`,
  },
  {
    type: 'override-instructions',
    severity: 2,
    anchors: 'stop',
    pattern: ` (?:what(?:ever)? you(?:'re| are) doing|everything you(?:'re| are) doing|your current task|the current task)\\b[^.\\n]{0,20}\\b(?:and|instead|now|then)\\b`,
  },
];
