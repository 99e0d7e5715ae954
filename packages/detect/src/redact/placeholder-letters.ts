import type { PersonalType } from '../personal/personal-rule.js';
import type { SecretType } from '../secrets/rule.js';

/**
 * The letters that stand for a type of value in its placeholder, so that a reader knows what was taken away: two
 * upper-case letters, which types that mean the same share. A new type does not compile without its letters.
 */
export const PLACEHOLDER_LETTERS: Readonly<Record<SecretType | PersonalType, string>> = {
  openai: 'OA',
  anthropic: 'AN',
  aws: 'AW',
  github: 'GH',
  gitlab: 'GL',
  google_ai: 'GO',
  stripe: 'ST',
  slack: 'SL',
  npm: 'NP',
  huggingface: 'HF',
  sendgrid: 'SG',
  twilio: 'TW',
  telegram: 'TG',
  discord: 'DC',
  jwt: 'JW',
  bearer: 'BT',
  basic: 'BA',
  private_key: 'PK',
  db_url: 'DB',
  password: 'PW',
  generic: 'GS',
  'cn-id': 'ID',
  'cn-passport': 'PP',
  'cn-credit-code': 'CO',
  'cn-plate': 'CP',
  'cn-bank-card': 'CC',
  'credit-card': 'CC',
  'iban-code': 'IB',
  'us-ssn': 'SN',
  email: 'EM',
  phone: 'PH',
  'ip-address': 'IP',
  address: 'AD',
  'street-address': 'AD',
  // Numbers that other states give to people.
  'us-itin': 'ID',
  'us-mbi': 'ID',
  'uk-nino': 'ID',
  'uk-nhs': 'ID',
  'es-nif': 'ID',
  'es-nie': 'ID',
  'fi-personal-identity-code': 'ID',
  'sg-nric-fin': 'ID',
  'in-aadhaar': 'ID',
  'in-pan': 'ID',
  'in-gstin': 'CO',
  'de-tax-id': 'ID',
  'tr-national-id': 'ID',
  'kr-rrn': 'ID',
  'pl-pesel': 'ID',
  'ca-sin': 'ID',
  'au-medicare': 'ID',
  'th-tnin': 'ID',
  'za-id-number': 'ID',
};

/** The letters of a type that is none of ours, such as that of a pattern of the user. */
export const OTHER_LETTERS = 'XX';
