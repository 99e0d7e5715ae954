import type { LocalizedText } from '@sentinel-agentos/core';
import { segmentName } from '../format/segment-name.js';
import type { BadRecord } from '../read/locate.js';

/** Says in a sentence what was done to which record. */
export function explainBadRecord({ seq, through, segment, line, offset, reason }: BadRecord): LocalizedText {
  const file = segmentName(segment);
  const place = {
    en: `record ${seq} (line ${line}, byte ${offset} of ${file})`,
    zh: `记录 ${seq}（${file} 第 ${line} 行，第 ${offset} 字节）`,
  };
  const span = { en: `records ${seq} to ${through}`, zh: `记录 ${seq} 至 ${through}` };
  switch (reason) {
    case 'changed':
      return { en: `Tampered: ${place.en} was changed.`, zh: `已被篡改：${place.zh}的内容被修改。` };
    case 'missing':
      return { en: `Tampered: ${place.en} is missing.`, zh: `已被篡改：${place.zh}缺失。` };
    case 'repeated':
      return {
        en: `Tampered: ${place.en} is a copy of an earlier one.`,
        zh: `已被篡改：${place.zh}是先前记录的副本。`,
      };
    case 'inserted':
      return { en: `Tampered: ${place.en} was inserted.`, zh: `已被篡改：${place.zh}是插入的。` };
    case 'rewritten':
      return {
        en: `Tampered: among ${span.en} at least one was rewritten; they are not what was signed.`,
        zh: `已被篡改：${span.zh}中至少有一条被改写，与签名不符。`,
      };
    case 'not-signed':
      return {
        en: `Tampered: ${place.en} is a checkpoint that the key of its segment did not sign.`,
        zh: `已被篡改：${place.zh}是未经所在分段密钥签名的检查点。`,
      };
    case 'misplaced':
      return {
        en: `Tampered: ${place.en} was written to another segment file.`,
        zh: `已被篡改：${place.zh}原本写在另一个分段文件中。`,
      };
    case 'wrong-epoch':
      return {
        en: `Tampered: ${place.en} introduces a key that is not the next one in turn.`,
        zh: `已被篡改：${place.zh}引入的密钥不是顺序中的下一个。`,
      };
    case 'disputed':
      return {
        en: `Tampered: ${file} begins a new chain because ${span.en} were tampered with, which what is there does not show.`,
        zh: `已被篡改：${file} 声明因${span.zh}遭篡改而另起新链，但现有内容看不出这一点。`,
      };
    case 'foreign':
      return {
        en: `Tampered: ${place.en} does not introduce the journal that belongs here.`,
        zh: `已被篡改：${place.zh}不属于此处的日志。`,
      };
    case 'not-anchored':
      return {
        en: `Tampered: ${span.en} are not the past that was anchored.`,
        zh: `已被篡改：${span.zh}与锚定的历史不符。`,
      };
  }
}
