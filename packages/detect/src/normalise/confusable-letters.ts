/**
 * Letters that look like Latin ones, as pairs of letter and likeness (Unicode Technical Standard 39,
 * confusables). Only letters that readers cannot tell apart: the table folds disguises, not languages.
 */
const PAIRS: readonly string[] = [
  // Cyrillic
  'аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ѵv ӏl ɡg кk мm тt вb нh ьb гr пn',
  'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԌG ԚQ ԜW Ӏl ЗZ',
  // Greek
  'αa οo ρp νv υu ιi κk τt χx εe γy ηn ωw',
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX',
  // Armenian, Cherokee and phonetic letters
  'օo սu հh ոn ցg ԍg ɑa ɩi ʟl ɪi ɴn ʀr ʏy ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz ıi ȷj ℓl',
  'ᎪA ᏴB ᏟC ᎬE ᏀG ᎻH ᎥI ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᎳW ᏃZ',
];

/** From code point to the Latin letter that it looks like. */
export const CONFUSABLE_LETTERS: ReadonlyMap<number, string> = new Map(
  PAIRS.flatMap((line) => line.split(' ')).map((pair) => [pair.codePointAt(0) ?? 0, pair.at(-1) ?? '']),
);
