import { USER, DATA, ADDRESSEE } from './english-vocabulary.js';
import type { PhraseRule } from './phrase-rule.js';

/** Demands: to hide, to tell the prompt, to call tools and send data away. */
export const ENGLISH_DEMANDS: readonly PhraseRule[] = [
  {
    type: 'hidden-from-user',
    severity: 2,
    anchors: 'do don dont never without not avoid must should cannot',
    pattern: `(?:'?t| not| never|(?<=(?:never|without|not|avoid|cannot)))(?: ever| to| be)? (?:tell|telling|inform|informing|notify|notifying|alert|alerting|mention|mentioning|reveal|revealing|disclose|disclosing|warn|warning|show|showing|report|reporting|let|letting|say|saying|explain|explaining)(?: (?:any of|anything|this|that|it|these|about|the|to|of|actions?|instructions?|steps?|message|fact|what|you|did|are|doing|or|otherwise|mention|with)){0,6} ${USER}\\b(?! (?:agent|name|id|interface|input|experience|account|space|group|to (?:enter|choose|select|type|click|pick|run|install|use|set)|about (?:the|a|an|their|errors?)|when|where|how|whether|if|which|unless|until|define|specif\\w|provide|change|edit|set|select|override|pass|control|stdout|stderr|page|screen|data))`,
  },
  {
    type: 'hidden-from-user',
    severity: 2,
    anchors: 'without do don never no not',
    pattern: `(?:'?t| not| ever| need to| need for| to){0,3} (?:asking|ask|seeking|seek|requesting|request|requiring|wait(?:ing)? for|needing)(?: for)?(?: (?:the|any|user|users|user's|explicit|human|further|me|them|additional|prior)){0,4} (?:for )?(?:(?:confirmation|permission|approval|consent|knowledge|authori[sz]ation)|(?:user|human)(?:'s)? (?:knowing|noticing|knowledge))\\b(?=[^\\n]{0,80}\\b(?:send|email|transfer|delete|forward|execute|immediately|call|upload|tool|tools|user|grant|share|post)\\b)`,
  },
  {
    type: 'hidden-from-user',
    severity: 2,
    anchors: 'keep hide conceal hidden secretly silently covertly quietly',
    pattern: `(?: (?:this|it|these|that|the|all|any|actions?|instructions?|message|secret|hidden|fact|request|output|following|confidential)){0,4} (?:from|to) (?:the )?(?:user|human|owner|victim)\\b(?! (?:agent|interface|input|table|list))`,
  },
  {
    type: 'prompt-extraction',
    severity: 2,
    anchors:
      'reveal show print repeat display output tell give share leak expose recite reproduce disclose dump translate summarize encode quote return provide send write spell list include copy',
    pattern: `(?: (?:me|us|back|out|again|everything|in|the|all|of|your|full|complete|entire|exact|verbatim|whole|contents?|text|words?|any|a|and|to|first|sentence|last|line|\\d{1,3}|lines|from|at|with|raw|internal)){0,8} (?:(?:system|initial|original|hidden|secret|internal|developer|pre-?|base|starting|confidential|initialization|core|own)[ -](?:prompts?|instructions?|messages?|configuration|directives?|programming|system prompt)|your (?:own |full |exact |entire )?(?:(?:system |initial |original )?prompts?|instructions|directives|programming))\\b(?! (?:file|template|field|param|to (?:the|a|your) (?:file|log|console|model)))`,
  },
  {
    type: 'prompt-extraction',
    severity: 2,
    anchors: 'what whats',
    pattern: `(?:'s| is| are| was| were)(?: the| all| in| of| first| last| sentence| word| line| text| exact| full| complete){0,7} (?:your|the) (?:(?:initial|original|exact|full|first|hidden|secret|system|complete|core|internal|own) ){0,4}(?:system prompt|initial prompt|initial instructions?|original instructions?|hidden instructions?|secret instructions?|system instructions?|original prompt|(?<=your )(?:prompt|instructions))\\b`,
  },
  {
    type: 'prompt-extraction',
    severity: 2,
    anchors: 'repeat print output recite encode translate copy show summarize return display reveal write',
    pattern: `(?: [a-z\\d]{1,12}){0,3} (?:(?:everything|all|the (?:words|text|entire text|content|contents|conversation|above text|prompt))(?: (?:that (?:is|was|comes|came)|which|written|found))?(?: (?:above|before this|you were (?:given|told)|given to you|at the (?:start|beginning)|prior to this|up to (?:here|this)|initially))|this (?:entire|whole) conversation (?:back|verbatim|word|above)|(?:all|everything|the text) of the above)\\b`,
  },
  {
    type: 'prompt-extraction',
    severity: 2,
    anchors: 'start begin starting beginning continue complete finish',
    pattern: `(?: [a-z\\d]{1,12}){0,4}[ ,:]{1,2}(?:with )?["'“‘(]{1,2}(?:my (?:system )?(?:instructions|prompt)|the (?:system )?(?:prompt|instructions)|you are|here (?:is|are) (?:my|the) (?:system )?(?:prompt|instructions))\\b`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'before prior after instead first when while',
    pattern: `(?: to| of)?(?: (?:you|the assistant|we|can|could|may|even|start|begin|to|are|is|any|do|further|anything|else)){0,6} (?:answer|answering|respond|responding|reply|replying|continue|continuing|proceed|proceeding|solve|solving|complete|completing|summari[sz]e|summari[sz]ing|help|helping|finish|finishing|process|processing|use|using|call|calling)\\b[^.\\n]{0,70}[,:] ?(?:you (?:must|should|need to|have to|will)|please|first|always|immediately|also)?(?: (?:first|also|always|please|immediately|do the following)){0,4}(?: ?(?:call|invoke|use|run|execute|send|email|fetch|read|forward|upload|post|delete|transfer|create|share|do the following|open|write|make|visit|go to|download))\\b(?! (?:the|a|an)? ?(?:next|same|following (?:command|code|example|snippet)|command below))(?=[^\\n]{0,120}(?:\\btool\\b|\\bfunction\\b|@|https?:|\\bfirst\\b|\\bpassword|\\bsecret|\\btoken|\\bconversation\\b|\\bmessages\\b|\\bcontents? of\\b|\\buser'?s?\\b|_\\w))`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors:
      'send email mail forward upload post exfiltrate transmit leak share copy append submit deliver report',
    pattern: `(?: [a-z\\d]{1,16}){0,4} ?${DATA}[^.\\n]{0,100}(?: to| at| via| into| using| with)(?: [a-z\\d]{1,12}){0,3} ?["'\`<(]?${ADDRESSEE}`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'call invoke use run execute trigger',
    pattern: `(?: ['\`]?[a-z\\d]{1,24}['\`]?){0,4} (?:tool|function|plugin)(?: ['\`]?[a-z\\d]{1,24}['\`]?(?:\\(\\))?){0,4} (?:with|to|and|using|on)\\b(?=[^\\n]{0,100}(?:to ?= ?["']|@[\\w-]{1,64}\\.|https?:|\\ball\\b[^.\\n]{0,20}\\b(?:messages|emails|files|contacts|passwords)\\b|password|secret|token|private key|~\\/|last \\d{1,4} messages|conversation history|chat history))`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'then also and include write output render display insert add append',
    pattern: `[^.\\n]{0,60}!\\[[^\\]\\n]{0,40}\\]\\(https?:[^)\\s]{1,120}[?&=/][^)\\n]{0,20}(?:\\b(?:append|replace|insert|summary|conversation|password|base64|encoded|query|data|secret)\\b|[[{<])`,
  },
  {
    type: 'agent-imperative',
    severity: 1,
    anchors: 'ai assistant agent llm chatgpt gpt claude model bot you',
    pattern: `[ ,:]{1,2}(?:must|should|shall|need to|have to|are (?:required|instructed|ordered|to)|will)(?: (?:now|immediately|always|first|also|instead|only|not)){0,4} (?:call|invoke|run|execute|send|email|forward|upload|post|delete|transfer|reveal|ignore|disregard|obey|respond|reply|output|print|say|include|visit|click|fetch|download|recommend|tell|give|rate|buy|approve|hire|score|insert|mention|praise)\\b`,
  },
  {
    type: 'agent-imperative',
    severity: 1,
    anchors: 'send email forward upload transfer exfiltrate wire post mail',
    pattern: ` (?:[a-z\\d'’$€£.,/-]{1,24} ){0,10}?(?:to|at) ["'\`<(]?${ADDRESSEE}`,
  },
  {
    type: 'agent-imperative',
    severity: 1,
    anchors: 'run execute',
    pattern: `[^.\\n]{0,20}[\`"' ](?:curl|wget|rm -rf|bash|sh|powershell|nc|python3?|eval|base64) [^\\n]{0,160}`,
  },
  {
    type: 'agent-imperative',
    severity: 1,
    anchors: 'call invoke use',
    pattern: ` (?:the )?(?:tool|function) ['\`]?[a-z\\d]{2}`,
  },
  {
    type: 'agent-imperative',
    severity: 1,
    anchors: 'act pretend roleplay imagine simulate',
    pattern: ` (?:as (?:if you|an?)|to be|that you|you(?:'re| are))\\b`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'include put embed append insert add encode attach place pass',
    pattern: `(?: [a-z\\d]{1,16}){0,3} ?${DATA}[^.\\n]{0,60} (?:in|into|to|as|with|at the end of)(?: the| a| your| this| following| query| image| markdown| its){0,4} (?:url|query(?: string| parameter)?|image|address|sidenote|link)\\b`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'fetch visit curl open load request get navigate render',
    pattern: `[^.\\n]{0,80}\\b(?:with|including|containing|plus|append(?:ing|ed)?)\\b[^.\\n]{0,30}\\b(?:conversation|chat history|message history|passwords?|credentials|secrets?|api keys?|user(?:'s)? (?:data|information|details|messages?))\\b[^\\n]{0,60}(?:append|attach|includ|as (?:a )?(?:query|parameter)|in the (?:url|query|body)|https?:)`,
  },
  {
    type: 'tool-demand',
    severity: 2,
    anchors: 'when while if whenever',
    pattern: `(?: (?:you(?:'re)?|asked|the (?:assistant|ai|model|user)|asks|wants|are|is|to)){0,6} (?:summari[sz](?:e|es|ing)|translat(?:e|ing)|review(?:ing)?|analy[sz](?:e|ing)|describ(?:e|ing)|answer(?:ing)?(?: questions)?(?: about)?|process(?:ing)?|evaluat(?:e|ing)|respond(?:ing)?(?: to)?|recommend(?:ing)?|quot(?:e|ing)) (?:this|the) (?:document|page|e-?mail|text|article|file|website|content|message|resume|cv|candidate|paper|review|product|post|ticket|issue)\\b[^.\\n]{0,40}\\b(?:always|must|please|be sure to|make sure to|you should|instead|only|never|do not)\\b`,
  },
];
