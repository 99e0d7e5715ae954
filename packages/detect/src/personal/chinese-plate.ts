import type { PersonalRule } from './personal-rule.js';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const SERIAL = 'A-HJ-NP-Z0-9';

// GA 36: ordinary plates have five characters behind the letter of the office, small new-energy cars a
// letter and five, large ones five digits and a letter. The letters I and O are never used.
const ORDINARY = `[${SERIAL}]{4}[${SERIAL}挂学警港澳试超]`;
const NEW_ENERGY = `(?:[A-HJK][${SERIAL}][0-9]{4}|[0-9]{5}[A-HJK])`;

/** Number plates of mainland China, with or without the dot in the middle. */
export const chinesePlate: PersonalRule = {
  type: 'cn-plate',
  pattern: new RegExp(
    `(?<![${PROVINCES}])(?:[${PROVINCES}][A-HJ-NP-Z][·•\\- ]?(?:${NEW_ENERGY}|${ORDINARY})|` +
      `使[0-9]{6}|[0-9]{6}使|[${PROVINCES}][A-HJ-NP-Z][0-9A-HJ-NP-Z]{4}领)(?![0-9A-Za-z])`,
    'g',
  ),
  // A plate without any digit does not exist; a Chinese character before a word in capitals does.
  accepts: ({ value }) => (/\d/.test(value) ? { severity: 2 } : undefined),
  message: { en: 'Chinese number plate', zh: '机动车号牌' },
};
