import type { SecretRule } from '../rule.js';

/** Stripe, Square, Shopify. Publishable keys are made to be public and are none of it. */
export const PAYMENT_RULES: readonly SecretRule[] = [
  {
    id: 'secret.stripe-key',
    type: 'stripe',
    severity: 3,
    anchors: ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'],
    notAfter: /[A-Za-z0-9]/u,
    pattern: /[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,247}/iy,
    validator: 'token',
    specificity: 3,
    message: { en: 'Stripe secret key', zh: 'Stripe 密钥' },
  },
  {
    id: 'secret.stripe-webhook-secret',
    type: 'stripe',
    severity: 3,
    anchors: ['whsec_'],
    notAfter: /[A-Za-z0-9]/u,
    pattern: /whsec_[A-Za-z0-9+/]{32,64}={0,2}/y,
    validator: 'token',
    specificity: 3,
    message: { en: 'Stripe webhook secret', zh: 'Stripe Webhook 密钥' },
  },
  {
    id: 'secret.square-token',
    type: 'generic',
    severity: 3,
    anchors: ['sq0atp-', 'sq0csp-'],
    pattern: /sq0(?:atp-[\w-]{22}|csp-[\w-]{43})/y,
    validator: 'token',
    specificity: 3,
    message: { en: 'Square token', zh: 'Square 令牌' },
  },
  {
    id: 'secret.shopify-token',
    type: 'generic',
    severity: 3,
    anchors: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    pattern: /shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/y,
    validator: 'token',
    specificity: 3,
    message: { en: 'Shopify token', zh: 'Shopify 令牌' },
  },
];
