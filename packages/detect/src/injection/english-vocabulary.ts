/** What comes before the order. */
export const EARLIER: string =
  '(?:previous|previously|prior|preceding|earlier|above|foregoing|past|existing|former|initial|original|before|so far|up to now|until now|other|pre-?existing|last|first)';
/** What a model is told to follow. People and generators misspell it; models read it all the same. */
export const INSTRUCTIONS: string =
  '(?:i{1,2}u?n?struct?ions?|instrutions?|instuctions?|prompts?|directives?|commands?|orders?|guidelines?|guidance|directions|programming|system ?prompts?|training|safety (?:rules|guidelines|protocols|measures))';
/** What stood in the conversation before. */
export const TALK: string =
  '(?:messages?|requests?|context|texts?|inputs?|tasks?|conversations?|rules?|content|information|dialogu?e|polic(?:y|ies)|constraints?|restrictions?|limitations?|questions?|data|outputs?|chats?|prompting|communications?)';
/** Whom an order is hidden from. */
export const USER: string =
  '(?:the |your |our |any )?(?:users?|humans?|owners?|customers?|operators?|victims?|anyone|anybody|them|him|her|person|people)';
/** What is worth sending away. */
export const DATA: string =
  '(?:passwords?|passphrases?|credentials?|secrets?|api[ _-]?keys?|(?:access |auth |session |reset )?tokens?|private keys?|ssh keys?|id_rsa|\\.env|env(?:ironment)? (?:file|variables?)|cookies?|chat (?:history|logs?)|conversation(?: history)?|(?:last|previous) \\d{1,4} (?:messages|emails)|security codes?|verification codes?|\\/etc\\/passwd|~\\/\\.\\w|(?:its|their|the|all) (?:full |entire )?contents?|contents? of|all (?:of )?(?:the |your |my |our )?(?:e-?mails?|messages|files|documents|data|contacts|conversations|chats|invoices))';
/** Where it is sent. An address begins where a word begins. */
export const ADDRESSEE: string =
  '(?<![a-z\\d.+-])(?:[a-z\\d][\\w.+-]{0,63}@[\\w-]{1,64}\\.[\\w.-]{2,64}|https?:\\/\\/|ftp:\\/\\/|[a-z\\d][\\w-]{0,62}\\.(?:onion|ngrok\\.io))';
/** What models are called. */
export const NAME: string =
  '(?:chat ?gpt|gpt-?[a-z\\d]{0,6}|claude|gemini|llama|copilot|mistral|qwen|deepseek|grok|bard|ai|a\\.i\\.|llm|language model|assistant|chatbot|bot|agent)';
