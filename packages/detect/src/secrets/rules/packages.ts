import type { SecretRule } from '../rule.js';

/** Registries of packages and images. */
export const PACKAGE_RULES: readonly SecretRule[] = [
  {
    id: 'secret.npm-token',
    type: 'npm',
    severity: 3,
    anchors: ['npm_'],
    notAfter: /[A-Za-z0-9]/u,
    pattern: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y,
    validator: 'checksummed',
    specificity: 3,
    message: { en: 'npm token', zh: 'npm 令牌' },
  },
  {
    id: 'secret.npm-registry-auth',
    type: 'npm',
    severity: 3,
    anchors: ['_authtoken', '_auth', '_password'],
    at: 'end',
    pattern: /["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9_+/=-]{20,256})(?![\w+/=-])/y,
    validator: 'registry-auth',
    specificity: 3,
    message: { en: 'Credential of a package registry', zh: '软件包仓库凭据' },
  },
  {
    id: 'secret.pypi-token',
    type: 'generic',
    severity: 3,
    anchors: ['pypi-ageichlwas'],
    pattern: /pypi-AgEIcHlwaS[\w-]{50,1000}/y,
    validator: 'token',
    specificity: 3,
    message: { en: 'PyPI token', zh: 'PyPI 令牌' },
  },
  {
    id: 'secret.package-registry-token',
    type: 'generic',
    severity: 3,
    anchors: ['rubygems_', 'dckr_pat_', 'clojars_', 'oy2'],
    notAfter: /[A-Za-z0-9]/u,
    pattern:
      /(?:rubygems_[0-9a-f]{48}|dckr_pat_[\w-]{27}|CLOJARS_[0-9a-z]{60}|oy2[a-z0-9]{43})(?![A-Za-z0-9])/iy,
    validator: 'token',
    specificity: 3,
    message: { en: 'Token of a package registry', zh: '软件包仓库令牌' },
  },
];
