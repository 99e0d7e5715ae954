/**
 * The letters that stand for a type of value in its placeholder, so that a reader knows what was taken away. A type
 * that is not listed gets `XX`. To add one: two upper-case letters, any number of types may share them.
 */
export const PLACEHOLDER_LETTERS: Readonly<Record<string, string>> = {
  openai: 'OA',
  anthropic: 'AN',
  aws: 'AW',
  'aws-id': 'AW',
  'aws-secret': 'AW',
  github: 'GH',
  gitlab: 'GL',
  google: 'GO',
  stripe: 'ST',
  slack: 'SL',
  npm: 'NP',
  'hugging-face': 'HF',
  huggingface: 'HF',
  sendgrid: 'SG',
  twilio: 'TW',
  telegram: 'TG',
  discord: 'DC',
  jwt: 'JW',
  bearer: 'BT',
  'basic-auth': 'BA',
  'private-key': 'PK',
  'database-url': 'DB',
  password: 'PW',
  generic: 'GS',
  'cn-id': 'ID',
  'bank-card': 'CC',
  card: 'CC',
  iban: 'IB',
  ssn: 'SN',
  phone: 'PH',
  'cn-phone': 'PH',
  email: 'EM',
  passport: 'PP',
  'cn-passport': 'PP',
  'cn-plate': 'CP',
  'cn-credit-code': 'CO',
  address: 'AD',
  ip: 'IP',
};

/** The letters of a type that nobody listed. */
export const OTHER_LETTERS = 'XX';
