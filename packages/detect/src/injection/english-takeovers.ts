import { NAME } from './english-vocabulary.js';
import type { PhraseRule } from './phrase-rule.js';

/** Attempts to give the model another identity, without its rules. */
export const ENGLISH_TAKEOVERS: readonly PhraseRule[] = [
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'you',
    pattern: `(?:'re| are| will be| shall be| have become)(?: now| henceforth| no longer| from now on)(?: in| acting as| going to| being| known as| called| named| operating)?(?: (?:an?|the|my|longer|fully|completely))?(?: [a-z\\d'-]{1,20}){0,3} ?(?:${NAME}|(?:maintenance|developer|debug|admin|god|jailbreak|unrestricted) mode|dan|unrestricted|unfiltered|uncensored|jailbroken|free|freed|bound|evil|hacker|persona|character|root|admin(?:istrator)?|roleplay|role|simulat[a-z\\d]{1,6}|terminal|restricted|limited)\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'from henceforth starting',
    pattern: `(?: (?:now|this (?:point|moment|message|day)|today)(?: on(?:ward|wards)?| forward)?|(?<=henceforth)|(?<=starting) now),? ?(?:you|your|chat ?gpt|claude|the (?:assistant|ai|model)|every|all (?:your )?(?:responses|answers|replies)|act|respond|pretend|ignore|answer|reply)\\b(?=[^.]{0,60}\\b(?:are|will|must|shall|should|act|role|respond|answer|speak|going|mode|as|instructions|obey|only|have)\\b)`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors:
      'act acting behave respond answer pretend roleplay play simulate take assume immerse emulate impersonate speak talk become portray',
    pattern: `(?: [a-z\\d]{1,12}){0,3}(?: as| like| to be| that you(?:'re| are)| you(?:'re| are)| the (?:role|part) of| on the (?:role|persona|identity) of| yourself in(?:to)? the role of)[^.\\n]{1,80}(?:\\bDAN\\b|\\bSTAN\\b|\\bDUDE\\b|unrestricted|unfiltered|uncensored|amoral|immoral|unethical|jailbroken|no (?:restrictions|limits|limitations|rules|filters?|ethical|moral|boundaries|censorship)|without (?:any )?(?:restrictions|limits|limitations|rules|filters?|ethics|ethical|morals?|morality|boundaries|censorship|guidelines)|developer mode|evil|do anything|never refuse|jailbreak|opposite (?:mode|day)|free (?:of|from) (?:all |any )?(?:restrictions|rules|limits|censorship))`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors:
      'dan developer god jailbreak jailbroken maintenance sudo admin root unrestricted unfiltered uncensored opposite evil antigpt nsfw',
    pattern: ` mode(?:\\b(?=[^.\\n]{0,30}\\b(?:enabled?|activated?|on|output|engaged|unlocked|response|responses|answers?|chat ?gpt|gpt)\\b)|d\\b)(?! (?:in|on|for|of|to) the (?:browser|settings|config|app|phone|device|server))(?<=(?:dan|developer|god|jailbreak|jailbroken|maintenance|sudo|admin|root|unrestricted|unfiltered|uncensored|opposite|evil|antigpt|nsfw) mode)(?=[^.\\n]{0,60}\\b(?:chat ?gpt|gpt|ai|you|output|respond|response|answer|model|assistant|enabled)\\b)`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'enable enter activate switch simulate enabling entering activating now',
    pattern: `(?: [a-z\\d]{1,12}){0,3} (?:dan|jailbreak|jailbroken|maintenance|god|sudo|unrestricted|unfiltered|uncensored|developer|dev|debug|opposite|evil|admin) mode\\b(?=[^\\n]{0,80}\\b(?:you|respond|ignore|display|print|output|reveal|show|chat ?gpt|gpt|ai|model|assistant|without|no longer|answer)\\b)`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'do dan broken escaped',
    pattern: `(?: anything now\\b|(?<=dan),? (?:which )?stands for\\b| for "?do anything| free (?:of|from) the (?:typical )?confines| the (?:typical )?confines of ai|,? as the name suggests)`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'never always cannot not no without regardless stay stays staying remain break breaking must',
    pattern: `(?:(?: [a-z\\d]{1,12}){0,3} (?:refuses?|break character|breaks? (?:the )?character|out of character|censor|censors|apologi[sz]es?|moralize)\\b(?=[^\\n]{0,120}\\b(?:request|requests|answer|answers|amoral|illegal|unethical|immoral|character|rules|anything|prompt|question|warning|warnings|disclaimer|disclaimers|order|orders|command|content|me|nsfw|explicit)\\b)|s? in character\\b(?=[^\\n]{0,160}\\b(?:never|even if|no matter|amoral|illegal|unethical|refuse|refuses|command|dan|stop|always)\\b))`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors:
      'amoral unethical immoral illegal ethicality morality unfiltered uncensored unrestrained nsfw disclaimers',
    pattern: `[^.\\n]{0,60}\\b(?:unethical requests?|answers? (?:without|any|all|every)|chat ?bot|chat ?gpt|never refuses?|no restrictions|no filters?|no (?:moral|morality|ethical) (?:restrictions|limits|boundaries|constraints|guidelines|limitations|restraints)|ai (?:model|assistant|chatbot|language|named|called|without|with no|system|that)|(?:warnings?|disclaimers?)(?:[/ ]|, )(?:or )?(?:disclaimers?|warnings?) for|ethical or moral (?:guidelines|considerations|constraints|restraints|restrictions))\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'without no zero free',
    pattern: `(?: (?:any|all|of|from|ethical|moral|legal|or|and|content|hesitation)){0,4} (?:restrictions?|limits|limitations?|censorship|filters?|filtering|morals|ethics|guidelines|boundaries|rules|warnings?|disclaimers?)\\b[^.\\n]{0,60}\\b(?:chat ?gpt|gpt|ai|llm|language model|amoral|immoral|unethical|illegal|morality|persona|roleplay|in character)\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'disregards disregarding ignores ignoring violates violating free defies bypassing',
    pattern: `(?: (?:all|any|every|from|of|the|its|openai'?s?|chat ?gpt'?s?|sentience|and|ethical|moral|legal|content|usage)){1,5} (?:laws|morals|morality|ethics|ethical or legal|legal concerns|content polic(?:y|ies)|rules and guidelines|safety (?:rules|guidelines))\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'insert your',
    pattern: `(?: your| the)? (?:prompt|question|request|query|instruction)(?: here)?(?<=[[{<][^\\n]{1,40})[\\]}>]`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'never not don stop',
    pattern: `(?:'t)? (?:refer(?:ring)? to yourself as|say(?:ing)? (?:that )?you(?:'re| are)|mention(?:ing)? (?:that )?(?:you(?:'re| are)|being)|admit(?:ting)? (?:that )?(?:you(?:'re| are)|being))(?: just)? (?:an? )?(?:ai|language model|llm|chatbot|large language model|assistant)\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'matter',
    pattern: ` (?:how|what|if)[^.\\n]{0,40}\\b(?:immoral|unethical|illegal|inhumane|offensive|controversial|explicit|dangerous)\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'persona personas character roleplay jailbreak',
    pattern: `[^.\\n]{0,80}\\b(?:no (?:limits|limitations|restrictions|filters?|boundaries)|without (?:limits|limitations|restrictions|filters?|hesitation|censorship)|disregards?|amoral)\\b`,
  },
  {
    type: 'role-takeover',
    severity: 2,
    anchors: 'pretend imagine act behave respond answer suppose',
    pattern: `(?: as if| like| that| as though)? you (?:have|had|do not have|don't have|did not have|didn't have|are not bound by|aren't bound by|are free (?:of|from))(?: (?:no|any|zero|all)){0,4} (?:content polic(?:y|ies)|polic(?:y|ies)|restrictions?|rules|filters?|limits|limitations|guidelines|ethics|ethical (?:guidelines|constraints)|constraints|morals|safety)`,
  },
];
