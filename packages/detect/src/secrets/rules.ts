import type { SecretRule } from './rule.js';
import { AI_PROVIDER_RULES } from './rules/ai-providers.js';
import { ASSIGNMENT_RULES } from './rules/assignments.js';
import { CHINESE_NAME_RULES } from './rules/chinese-names.js';
import { CLOUD_RULES } from './rules/cloud.js';
import { COMMAND_OPTION_RULES } from './rules/command-options.js';
import { DATABASE_RULES } from './rules/databases.js';
import { KEY_RULES } from './rules/keys.js';
import { MESSAGING_RULES } from './rules/messaging.js';
import { PACKAGE_RULES } from './rules/packages.js';
import { PAYMENT_RULES } from './rules/payments.js';
import { SOURCE_HOSTING_RULES } from './rules/source-hosting.js';

/** Every rule for secrets that comes with the package. To add one, add it to the table of its domain. */
export const SECRET_RULES: readonly SecretRule[] = [
  ...CLOUD_RULES,
  ...SOURCE_HOSTING_RULES,
  ...AI_PROVIDER_RULES,
  ...MESSAGING_RULES,
  ...PAYMENT_RULES,
  ...PACKAGE_RULES,
  ...DATABASE_RULES,
  ...KEY_RULES,
  ...COMMAND_OPTION_RULES,
  ...ASSIGNMENT_RULES,
  ...CHINESE_NAME_RULES,
];
