import { expectedChanges } from '../changes/expected-changes.js';
import { isThere } from '../changes/is-there.js';
import type { CheckResult } from '@sentinel-agentos/core';
import type { ExpectedChange } from '../changes/expected-changes.js';
import type { SyncCheck } from '../check.js';

/** What a call writes must be there after the run, and what it deletes must be gone, whatever the tool is called. */
export function fileExistsCheck(): SyncCheck {
  return {
    name: 'file-exists',
    mode: 'sync',
    applies: (request) => expectedChanges(request).length > 0,
    run: (request) => expectedChanges(request).map(look),
  };
}

function look({ path, change }: ExpectedChange): CheckResult {
  const there = isThere(path, change === 'delete');
  const base = { check: 'file-exists', target: path } as const;
  switch (change) {
    case 'either':
      return {
        ...base,
        status: 'not-checked',
        message: {
          en: `${path} is written and deleted by the same call`,
          zh: `同一次调用既写入又删除 ${path}`,
        },
      };
    case 'write':
      return there
        ? { ...base, status: 'pass', message: { en: `${path} exists`, zh: `${path} 存在` } }
        : {
            ...base,
            status: 'fail',
            message: {
              en: `${path} should have been written and does not exist`,
              zh: `${path} 应已写入，但并不存在`,
            },
          };
    case 'delete':
      return there
        ? {
            ...base,
            status: 'fail',
            message: {
              en: `${path} should have been deleted and is still there`,
              zh: `${path} 应已删除，但仍然存在`,
            },
          }
        : { ...base, status: 'pass', message: { en: `${path} is gone`, zh: `${path} 已删除` } };
  }
}
