import type { ToolCall } from '@sentinel-agentos/core';
import { shape } from '../effect-shape.js';
import { readSql } from '../sql/read-sql.js';
import { fieldOf } from '../shell/data.js';
import { fetchUrl, sendData } from '../shell/network-acts.js';
import { readPath } from '../shell/file-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { allTexts, firstText, own, wholeOf } from './tool-params.js';

const CHANGES = shape('net.send', 'shared', 'hard', 'normal');
const MESSAGE = shape('message.send', 'shared', 'partial', 'normal');
const UNKNOWN_CALL = shape('unknown', 'workspace', 'hard', 'normal');
const NOWHERE = { param: '', start: 0, end: 0 };

/** `web_fetch`, `http_request`: address, method and body. */
export function readFetchTool(call: ToolCall, shell: Shell): void {
  const url = firstText(call.params, ['url', 'uri', 'href', 'endpoint', 'address']);
  if (url === null) {
    shell.reading.sink.effect(UNKNOWN_CALL, call.tool, NOWHERE);
    return;
  }
  const at = wholeOf(url);
  // A local file behind a URL is a file.
  if (/^file:/i.test(url.text)) {
    readPath(shell, fieldOf(url.text.replace(/^file:(?:\/\/)?/i, ''), at));
    return;
  }
  const method = (firstText(call.params, ['method', 'verb'])?.text ?? 'GET').toUpperCase();
  const body = firstText(call.params, ['body', 'data', 'payload', 'content', 'json']);
  fetchUrl(shell, fieldOf(url.text, at), at);
  if (method === 'DELETE') shell.reading.sink.effect(CHANGES, url.text, at);
  else if (body !== null || own(call.params, 'body') !== undefined || !/^(?:GET|HEAD|OPTIONS)$/.test(method))
    sendData(shell, fieldOf(body?.text ?? '', at), url.text, at);
  for (const file of allTexts(call.params, ['file', 'files', 'attachments', 'upload'])) {
    sendData(shell, readPath(shell, fieldOf(file.text, wholeOf(file))), url.text, wholeOf(file));
  }
}

/** `sql`, `query`: the statements. */
export function readSqlTool(call: ToolCall, shell: Shell): void {
  const texts = allTexts(call.params, ['sql', 'query', 'statement', 'statements', 'queries', 'command']);
  for (const found of texts) readSql(found.text, shell, wholeOf(found));
  if (texts.length === 0) shell.reading.sink.effect(UNKNOWN_CALL, call.tool, NOWHERE);
}

/** `send_message`, `send_email`: to whom, and which files go along. */
export function readMessageTool(call: ToolCall, shell: Shell): void {
  const to = firstText(call.params, ['to', 'recipient', 'channel', 'user', 'chat_id', 'address']);
  shell.reading.sink.effect(MESSAGE, to?.text ?? '', to === null ? NOWHERE : wholeOf(to));
  for (const file of allTexts(call.params, ['file', 'files', 'attachment', 'attachments', 'media', 'path'])) {
    sendData(shell, readPath(shell, fieldOf(file.text, wholeOf(file))), to?.text ?? '', wholeOf(file));
  }
}
