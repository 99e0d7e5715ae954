import { hashBytes } from '../../snapshot/file-bytes.js';
import type { Params, ToolCall } from '@sentinel-agentos/core';

/** Names of parameters that hold what a file is to hold, in lower case and without separators. */
const CONTENT_PARAMS: ReadonlySet<string> = new Set([
  'content',
  'contents',
  'filecontent',
  'filecontents',
  'filetext',
  'text',
  'data',
  'body',
  'bytes',
  'newcontent',
  'newcontents',
  'newstring',
  'newstr',
  'newtext',
  'newsource',
  'replacement',
  'codeedit',
]);

/** They say that a tool changes a part of a file, or writes something made of what it is given. */
const CHANGES_PART =
  /old|search|find|append|insert|offset|line|range|start|position|edit|patch|diff|template/i;
const WRITES_WHOLE =
  /(?:^|[^a-z])(?:(?:write|create|save|overwrite|put)(?:_(?:text|to|new|local|whole|full))*(?:_?files?)?|files?_?(?:write|create|save))$|写入|写文件|(?:创建|保存)文件/i;
const WRITES_PART = /append|insert|edit|patch|replace|prepend|update|add|追加|插入|修改|编辑/i;
/** They say how the content is to be written. */
const HOW = /encoding|mode|flag|base64/i;
/** Not the bytes of the text, or not all that is in the file then. */
const NOT_PLAIN = /^(?:base64.*|hex|binary|latin-?1|utf-?16.*|gb.*|a|append|ab|a\+)$/i;

/** Whether bytes with this hash are what a parameter for new content holds: then the call asked for them. */
export function isAskedContent(sha256: string | null, params: Params): boolean {
  return Object.entries(params).some(([name, value]) => {
    if (!isContent(name)) return false;
    if (typeof value === 'string') return hashBytes(Buffer.from(value, 'utf8')) === sha256;
    return value instanceof Uint8Array && hashBytes(value) === sha256;
  });
}

/**
 * The whole text that a file is to hold after a call, null where that can't be told: only a tool that is named for
 * writing files, with one text and nothing that speaks of a part of the file.
 */
export function askedContent({ tool, params }: ToolCall): string | null {
  const names = Object.keys(params);
  const words = tool.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  const whole = (WRITES_WHOLE.test(words) && !WRITES_PART.test(words)) || params['command'] === 'create';
  if (!whole || names.some((name) => CHANGES_PART.test(name))) return null;
  const [name, ...more] = names.filter(isContent);
  const how = names.filter((each) => HOW.test(each)).map((each) => params[each]);
  if (how.some((value) => value === true || (typeof value === 'string' && NOT_PLAIN.test(value))))
    return null;
  const content = name === undefined || more.length > 0 ? undefined : params[name];
  return typeof content === 'string' ? content : null;
}

function isContent(name: string): boolean {
  return CONTENT_PARAMS.has(name.replaceAll(/[_-]/g, '').toLowerCase());
}
