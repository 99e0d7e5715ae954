/** Words that open or end a question in English; question words of Chinese stand anywhere. */
const IS_QUESTION =
  /[?？]["'”’»)\s]*$|^\s*(?:who|whom|whose|what|which|when|where|why|how|is|are|am|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)\b|什么|谁|哪|怎么|怎样|如何|为何|多少|几[个次天年月点]|[吗么呢]\s*$/iu;

const HISTORY =
  /\b(?:before|used to|previous(?:ly)?|former(?:ly)?|earlier|original(?:ly)?|initial(?:ly)?|at first|in the beginning|in the past|history|no longer|changed from|back then|at the time)\b|(?<!多久)(?:以前|之前)|曾经?|过去|原来|原先|原本|最初|最早|起初|当初|当时|一开始|历史/iu;
const LATEST =
  /\b(?:latest|newest|most recent(?:ly)?|now|nowadays|current(?:ly)?|still|these days|today|at present|up to date)\b|最近|最新|现在|目前|当前|如今|仍然?|还在/iu;
const PAST =
  /\b(?:did|didn't|was|wasn't|were|weren't|had|been|ago|yesterday)\b|昨天|去年|上[个周月次]|[了过](?:的|[吗么?？])|[^为不得]了[^解]/iu;

const REASON = /\bwhy\b|\bhow come\b|\bwhat (?:made|caused|for)\b|为什么|为何|为啥|原因|怎么会/iu;

/** Whether a text asks something instead of only naming what it looks for. */
export function isQuestion(text: string): boolean {
  return IS_QUESTION.test(text);
}

/** Whether a question asks what was, so that what no longer holds may answer it. */
export function asksHistory(question: string): boolean {
  return HISTORY.test(question);
}

/** Whether a question asks for what is newest. */
export function asksLatest(question: string): boolean {
  return LATEST.test(question);
}

/** Whether a question asks how things are, not why, how they were or what happened: it is not told in the past. */
export function asksState(question: string): boolean {
  if (!isQuestion(question) || REASON.test(question) || HISTORY.test(question)) return false;
  return LATEST.test(question) || !PAST.test(question);
}
