import type { LocalizedText } from '@sentinel-agentos/core';
import type { BadRecord } from '../read/locate.js';

/** Says in a sentence what was done to which record. */
export function explainBadRecord({ seq, through, line, offset, reason }: BadRecord): LocalizedText {
  const place = {
    en: `record ${seq} (line ${line}, byte ${offset})`,
    zh: `记录 ${seq}(第 ${line} 行,第 ${offset} 字节)`,
  };
  const span = { en: `records ${seq} to ${through}`, zh: `记录 ${seq} 至 ${through}` };
  switch (reason) {
    case 'changed':
      return { en: `Tampered: ${place.en} was changed.`, zh: `已被篡改:${place.zh}的内容被修改。` };
    case 'missing':
      return { en: `Tampered: ${place.en} is missing.`, zh: `已被篡改:${place.zh}缺失。` };
    case 'repeated':
      return {
        en: `Tampered: ${place.en} is a copy of an earlier one.`,
        zh: `已被篡改:${place.zh}是先前记录的副本。`,
      };
    case 'inserted':
      return { en: `Tampered: ${place.en} was inserted.`, zh: `已被篡改:${place.zh}是插入的。` };
    case 'rewritten':
      return {
        en: `Tampered: among ${span.en} at least one was rewritten; they are not what was signed.`,
        zh: `已被篡改:${span.zh}中至少有一条被改写,与签名不符。`,
      };
    case 'not-signed':
      return {
        en: `Tampered: ${place.en} is a checkpoint that the journal's key did not sign.`,
        zh: `已被篡改:${place.zh}是未经日志密钥签名的检查点。`,
      };
    case 'foreign':
      return {
        en: `Tampered: ${place.en} does not introduce the journal that belongs here.`,
        zh: `已被篡改:${place.zh}不属于此处的日志。`,
      };
    case 'not-anchored':
      return {
        en: `Tampered: ${span.en} are not the past that was anchored.`,
        zh: `已被篡改:${span.zh}与锚定的历史不符。`,
      };
  }
}
