import { expectedChanges } from '../changes/expected-changes.js';
import { isThere } from '../changes/is-there.js';
import { stateBefore } from '../changes/snapshot-states.js';
import type { CheckResult, Snapshot } from '@sentinel-agentos/core';
import type { ExpectedChange } from '../changes/expected-changes.js';
import type { SyncCheck } from '../check.js';

/**
 * What a call writes must be there after the run, and what it deletes must be gone, whatever the tool is called. What
 * a command does only perhaps, for a condition or because more commands follow, never fails, and passes only where it was
 * otherwise before.
 */
export function fileExistsCheck(): SyncCheck {
  return {
    name: 'file-exists',
    mode: 'sync',
    applies: (request) => expectedChanges(request).length > 0,
    run: (request) => expectedChanges(request).map((change) => look(change, request.snapshot)),
  };
}

function look({ path, change, certain }: ExpectedChange, snapshot: Snapshot | null): CheckResult {
  const there = isThere(path, change === 'delete');
  const base = { check: 'file-exists', target: path } as const;
  if (!certain && there !== (change === 'write') && change !== 'either') {
    return {
      ...base,
      status: 'not-checked',
      message: {
        en: `whether ${path} had to be ${change === 'write' ? 'written' : 'deleted'} can not be told from the command`,
        zh: `无法从命令确定 ${path} 是否必须被${change === 'write' ? '写入' : '删除'}`,
      },
    };
  }
  const before = stateBefore(snapshot, path)?.kind ?? null;
  if (!certain && change !== 'either' && before !== null && (before === 'absent') === (change === 'delete')) {
    return {
      ...base,
      status: 'not-checked',
      message: {
        en: `${path} ${there ? 'exists' : 'is gone'}, as before the call`,
        zh: `${path} ${there ? '存在' : '不存在'}，与调用前相同`,
      },
    };
  }
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
