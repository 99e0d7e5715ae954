import type { PersonalRule } from './personal-rule.js';
import { latePattern } from '../scan/late-pattern.js';
import { isIntroducedBy } from './surroundings.js';

const PROVINCES =
  '北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾';
const HAN = '\\u4e00-\\u9fff';
const ROAD = '(?:大?街|大?道|路|巷|弄|胡同|里|村|苑|镇|园)';
const INSIDE = '(?:[0-9A-Za-z一二三四五六七八九十-]{1,5}(?:号楼|号院|号|院|栋|幢|座|楼|单元|层|室|户)?){0,5}';
const HOUSE = `${ROAD}[${HAN}]{0,8}[0-9０-９-]{1,6}[号號弄](?:院|楼)?${INSIDE}`;

/** Chinese postal addresses: province or city, down to a house number. */
export const chineseAddress: PersonalRule = {
  type: 'address',
  pattern: new RegExp(
    `(?:${PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?[${HAN}0-9]{2,28}?${HOUSE}|` +
      `[${HAN}]{2,5}[市县区][${HAN}]{2,20}?${HOUSE}`,
    'g',
  ),
  accepts: () => ({ severity: 2 }),
  message: { en: 'Chinese postal address', zh: '住址' },
};

const STREET =
  'street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|way|place|pl|square|sq|terrace|ter|parkway|pkwy|highway|hwy|trail|trl|close|crescent|row|mews|quay|streets|vägen|gatan|gade|straat|laan';
const NAME = "[\\p{L}0-9'’.-]{1,20}";

const streetPattern: () => RegExp = latePattern(
  `(?<![\\p{L}\\p{N}.,/-])\\d{1,6}[A-Za-z]?,? (?:${NAME} ){1,4}(?:${STREET})(?![\\p{L}\\p{N}])(?:\\.?,? (?:apt|suite|unit|floor|fl)\\.? ?\\w{1,6})?|` +
    `(?<![\\p{L}\\p{N}.,/-])\\d{1,6} (?:${NAME} ){1,4}\\d{1,4}(?:,? (?:Apt|Suite|Unit)\\.? \\d{1,5})|` +
    `(?<![\\p{L}\\p{N}])(?:p\\.? ?o\\.? box|psc \\d{2,5},? box|unit \\d{2,5} box) \\d{1,6}|` +
    `(?<![\\p{L}\\p{N}-])\\p{Lu}[\\p{L}'-]{2,20}(?:straße|strasse|gasse|weg|platz|allee|gade|vej|gatan|vägen|straat|laan|katu|tie|utca) \\d{1,4}(?![\\p{L}\\p{N}])`,
  'giu',
);

/** Street addresses in Latin script. Only on demand: numbers before names are too common in plain text. */
export const streetAddress: PersonalRule = {
  type: 'street-address',
  get pattern() {
    return streetPattern();
  },
  accepts(candidate) {
    if (/\p{Lu}/u.test(candidate.value)) return { severity: 2 };
    return isIntroducedBy(candidate, /address|live|lives|located|reside|deliver|ship|street|send/i)
      ? { severity: 2 }
      : undefined;
  },
  message: { en: 'Street address', zh: '街道地址' },
};
