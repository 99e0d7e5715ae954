import { ADDRESSEE } from './english-vocabulary.js';
import type { InstructionReader, StructuralFinding } from './structural-finding.js';

/** How far behind a marker orders count as spoken by it. */
const REACH = 400;
/** Markers of one family that are judged in one text. A text with more has been judged by then. */
const MOST = 2_000;

// Control tokens of chat templates: ChatML, Llama 2 and 3, Gemma, Phi, DeepSeek, Mistral, Zephyr, Command R.
const TOKENS =
  /<\|(?:im_(?:start|end|sep)|system|user|assistant|end|endoftext|begin_of_text|start_header_id|end_header_id|eot_id|eom_id|python_tag|tool_calls?|start|message|channel|START_OF_TURN_TOKEN|END_OF_TURN_TOKEN|(?:SYSTEM|USER|CHATBOT)_TOKEN)\|>|<(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>|\[\/?(?:SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<｜[^｜<>\n]{2,24}｜>/g;
const HEADINGS = /(?:^|\n)#{2,4} ?(?:Instruction|System|Human|User|Assistant|Response|Input)s?:?[ \t]*\n/g;
// Turns of a transcript. The line before is empty or closes what the tool gave back.
const TURNS =
  /(?:\n\s{0,4}\n|\\n\\n|\n?<\/[\w-]{4,24}>\s{0,4}|^)(?:\*\*)?(?:Human|System|SYSTEM|User|USER|Assistant|ASSISTANT)(?:\*\*)?: ?/g;
// The frames that hosts put around calls and results of tools.
const FRAMES =
  /<\/?(?:antml:)?(?:function_results?|function_calls?|tool_results?|tool_response|tool_output|tool_outputs|observation)>|<(?:tool_call|tool_use|function_call|invoke|function=\w{1,40}|tool_code)\b[^<>\n]{0,120}>(?:\s|\\[nrt]){0,4}(?:\{|<parameter|<arg|\w{1,40}\()|"(?:tool_calls|function_call)"\s{0,4}:\s{0,4}[[{]\s{0,4}[{"]|(?:^|\n)Action: ?\w{1,40}\nAction Input:/g;

// A call that a host could run: a name and arguments with values in them, written out or in a string of JSON.
// Templates and format descriptions have names in brackets, dots and empty braces there.
const COMPLETE_CALL =
  /\\?"name\\?"\s{0,4}:\s{0,4}\\?"[\w.-]{1,64}\\?"[\s\S]{0,80}?\\?"(?:arguments|parameters)\\?"\s{0,4}:\s{0,4}(?:\\{0,3}")?\{\s{0,4}\\{0,3}"|\\?"(?:arguments|parameters)\\?"\s{0,4}:\s{0,4}(?:\\{0,3}")?\{\s{0,4}\\{0,3}"[\s\S]{0,300}?\\?"name\\?"\s{0,4}:\s{0,4}\\?"[\w.-]{1,64}\\?"|<parameter(?:=| name=\\?")[\w.-]{1,64}\\?"?>[^<>{}]{1,300}<\/parameter>|<arg_value>[^<>{}]{1,300}<\/arg_value>|>\s{0,4}\w{1,40}\([^()<>{}]{1,200}\)/;
const OUTSIDE = new RegExp(ADDRESSEE, 'i');

/** Spans of fenced and inline code. What a document quotes there, it talks about. */
function codeSpans(text: string): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (const match of text.matchAll(/```[\s\S]{0,20000}?```|~~~[\s\S]{0,20000}?~~~|`[^`\n]{1,300}`/g)) {
    spans.push([match.index, match.index + match[0].length]);
    if (spans.length > 5_000) break;
  }
  return spans;
}

/** Markers that imitate another speaker of the chat, or a call or result of a tool. */
export function chatMarkers(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  let spans: readonly (readonly [number, number])[] | undefined;
  const isQuoted = (index: number): boolean => {
    spans ??= codeSpans(text);
    return spans.some(([start, end]) => index >= start && index < end);
  };
  /** What follows a marker, up to the next marker of its family. */
  const behind = (matches: readonly RegExpExecArray[], i: number): string => {
    const match = matches[i];
    if (match === undefined) return '';
    const start = match.index + match[0].length;
    return text.slice(start, Math.min(start + REACH, matches[i + 1]?.index ?? text.length));
  };
  const add = (
    type: 'chat-template' | 'tool-call-imitation',
    match: RegExpExecArray,
    severity: 1 | 2 | 3,
  ): void => {
    // Orders inside quoted code still taint, but do not block on their own.
    const counts = severity > 1 && isQuoted(match.index) ? ((severity - 1) as 1 | 2) : severity;
    found.push({ type, severity: counts, start: match.index, end: match.index + match[0].length });
  };
  const each = (pattern: RegExp, judge: (match: RegExpExecArray, followed: string) => void): void => {
    const matches: RegExpExecArray[] = [];
    for (const match of text.matchAll(pattern)) {
      if (matches.push(match) >= MOST) break;
    }
    matches.forEach((match, i) => judge(match, behind(matches, i)));
  };
  each(TOKENS, (match, followed) => add('chat-template', match, reads(followed) >= 2 ? 3 : 2));
  each(HEADINGS, (match, followed) => {
    if (reads(followed) >= 1) add('chat-template', match, 2);
  });
  each(TURNS, (match, followed) => {
    if (/^\n?<\//.test(match[0])) add('chat-template', match, 3);
    else if (reads(followed) >= 1) add('chat-template', match, 2);
  });
  each(FRAMES, (match, followed) => {
    const [frame] = match;
    const isCall = frame.startsWith('<') && /[{(]$|<(?:parameter|arg)$/.test(frame);
    if (isCall) add('tool-call-imitation', match, severityOfCall(frame + followed, reads(followed)));
    // Programs that talk to models keep calls in JSON, beside texts that speak of calling.
    else add('tool-call-imitation', match, reads(followed) >= (frame.startsWith('"') ? 2 : 1) ? 3 : 1);
  });
  return found;
}

/** A call that carries something outside, or orders, is certain; any other one that could run is likely. */
function severityOfCall(call: string, spoken: number): 1 | 2 | 3 {
  if (spoken >= 2) return 3;
  if (!COMPLETE_CALL.test(call)) return 1;
  return spoken >= 1 || OUTSIDE.test(call) ? 3 : 2;
}
