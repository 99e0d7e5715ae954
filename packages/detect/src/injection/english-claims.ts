import { NAME } from './english-vocabulary.js';
import type { PhraseRule } from './phrase-rule.js';

/** Claims to speak for the system, the developer or the user. */
export const ENGLISH_CLAIMS: readonly PhraseRule[] = [
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'system developer admin administrator openai anthropic moderator operator supervisor assistant',
    pattern: `[ _-](?:message|override|prompt|notice|update|instructions?|alert|directive|command|note|announcement|policy|malfunction)s?["'*_)\\]}> ]{0,3}[:\\])}>!.\\n](?=[^\\n]{0,80}\\b(?:please|you|your|do|send|run|ignore|disregard|execute|call|delete|forward|email|print|say|repeat|display|write|output|instruction|policy|answer|respond|tell|create|transfer|use|add|make|buy|post|read|find|share|provide|visit|include|click|stop)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'system',
    pattern: `(?<=[#([{<*]system)[ _-](?:message|instructions?|prompt|override|command|notice)[)\\]}>*:]`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'system',
    pattern: `["'*_\\]]{0,2} ?: ?(?:new|updated?|you|ignore|override|disregard|please|the (?:user|assistant|ai)|from now|all|important|attention|urgent|do not|don't|your|forget|execute|run|call|send)\\b(?! (?:version|update available|feature))(?=[^\\n]{0,80}\\b(?:policy|policies|instructions?|you|your|user|users|assistant|must|ignore|run|call|send|do not|prompt|rules)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'this here following',
    pattern: `(?: message)?(?: is| are)(?: an?| the| my| your| very| extremely){0,3} (?:important|urgent|critical|official|authori[sz]ed|high[- ]priority|emergency|mandatory) (?:message|instructions?|notice|request|directive|command|order|task)s?(?: [a-z\\d]{1,12}){0,2},? (?:from|to|for|by)\\b[^.\\n]{0,60}\\b(?:${NAME}|you|me|user|system|developers?|admin[a-z\\d]{0,10})\\b`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'message instruction instructions order orders request directive note',
    pattern: `(?: (?:is|comes|directly|sent)){0,4}(?: from| by| to| for)(?: the| your| an?| me,| my| all){0,4}(?: [a-z\\d]{1,20},?){0,3} (?:to you,? ?)?(?:${NAME}|system administrators?|developers?|creators?|openai|anthropic)s?\\b(?=[ ,:.!\\n"'*]{1,4}(?:before|please|you|do|ignore|stop|it|this|the user|from|to you|send|call|read)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'task question instructions request job work assignment',
    pattern: `(?: that| which)? (?:i|we|the user|your user|your owner)(?:'ve| have| had)? (?:gave|given|give|assigned|told|asked|sent)(?: to)? you\\b(?=[^\\n]{0,120}\\b(?:first|before|after|instead|ignore|please|beginning|earlier|must|do)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors:
      'attention hey dear hello hi instructions instruction note notice important message warning reminder urgent',
    pattern: `[ ,:!]{1,3}(?:to |for |all |any |the |this |our |my ){0,3}(?:ai|llm|language model|chat ?gpt|gpt-?[a-z\\d]{0,6}|claude|gemini|copilot|large language model|autonomous|a\\.i\\.)(?: ?(?:assistant|agent|model|system|bot|crawler|reader|tool)s?)?(?: [a-z\\d]{1,12}){0,4} ?[:,!.—-] ?(?=[^\\n]{0,60}\\b(?:please|you|do|send|ignore|run|call|must|should|before|when|if|always|never|include|tell|output|print|read|stop)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'if',
    pattern: ` you(?:'re| are) (?:an? )?(?:${NAME}|large language model|llm|ai)\\b[^.\\n]{0,60}(?:,| then|:) ?(?:please|you|do|send|ignore|run|call|must|should|include|tell|output|print|say|respond|write|add|stop|instead|mention|always|never)\\b`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'administrator admin developer sudo emergency security manual master',
    pattern: ` (?:override|overrides|access granted|bypass)(?: code| protocol| mode)?["'*]{0,2} ?[:!.—-] ?(?=[^\\n]{0,60}\\b(?:display|print|show|reveal|execute|run|send|ignore|output|disable|you|grant|delete|provide|list|dump)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'ai llm agent assistant gpt model chatgpt claude',
    pattern: `(?<=[#*([{<-] ?(?:ai|llm|agent|assistant|gpt|model|chatgpt|claude))(?: (?:assistants?|agents?|models?))?[ _-](?:instructions?|directive|command|prompt|notice|note|message)["'*_]{0,2} ?[)\\]}>:#*]`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors:
      'ai llm llms ais chatbots assistants agents models chatgpt gpt claude bots assistant model agent',
    pattern: `(?: (?:assistants?|agents?|models?|systems?|bots?|tools?|crawlers?|that (?:is|are)|which (?:is|are)|who (?:is|are)|currently)){0,4} (?:reading|processing|parsing|analy[sz]ing|summari[sz]ing|reviewing|evaluating|scanning|handling|screening|grading) (?:this|the following|these)\\b(?=[^\\n]{0,80}\\b(?:must|should|please|recommend|rate|click|include|ignore|say|send|add|rank|output|visit|give|need|are instructed)\\b)`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'as',
    pattern: ` (?:the|your|an?|a verified|an authori[sz]ed)?(?: (?:system|authori[sz]ed|verified|lead|chief|root|security)){0,4} ?(?:administrator|admin|developer|creator|operator|owner|supervisor|programmer|engineer|ceo)s?,? (?:i|we) (?:hereby )?(?:instruct|command|order|authori[sz]e|direct|require|demand|grant|request|override|tell) `,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'this',
    pattern: ` is your (?:developer|creator|administrator|admin|owner|system|boss|master|operator|programmer)(?: (?:speaking|here|talking|again))?\\b`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'user owner administrator operator',
    pattern: ` (?:has|have) (?:already |explicitly |fully )?(?:authori[sz]ed|approved|permitted|pre-?approved|given|granted)(?: (?:you|permission|approval|consent|full|us|the agent|the assistant|access)){0,4} (?:to|for)\\b`,
  },
  {
    type: 'authority-claim',
    severity: 2,
    anchors: 'assistant chatgpt claude copilot gemini ai agent',
    pattern: `,\\s(?:please |kindly |now |immediately |you must |the user (?:wants|needs|asked|would like)(?: you)? to ){0,2}(?:forward|send|delete|ignore|disregard|reveal|transfer|execute|run|call|visit|recommend|email|share|upload|respond with|reply with|forget|approve|book|buy|pay|grant)\\b(?! (?:a |the )?(?:test|tests|command|example))`,
  },
];
