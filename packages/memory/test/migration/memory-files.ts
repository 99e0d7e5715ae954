/** A MEMORY.md as agents' owners keep it, with sections in the form this product has always known, in Chinese. */
export const CHINESE_FILE = `# MEMORY.md

## 👤 关于老板
- 名字：小林
- **时区**：Asia/Shanghai
- 喜欢简洁的汇报

## 🆔 关于我
| 项目 | 值 |
|------|----|
| 名称 | 哨兵 |

## 🤖 我的工作方式
1. 测试前先编译
2. 提交前：
   - 跑完所有测试

## 📦 coderev
- 技术栈：TypeScript
- 部署：
  - 测试环境：staging.example

## 💻 环境记录
| 机器 | IP | 系统 |
|------|----|------|
| web-1 | 10.0.0.7 | Debian |

## 💡 关键决策记录
- 2026-03-01：采用 pnpm，因为锁文件更稳定

## 菜谱
红烧肉要炖两个小时。
`;

/** The same in English, with other habits of writing. */
export const ENGLISH_FILE = `---
owner: Lin
---

About me
--------

* Name: Lin
* Lives near the harbour

How I work
----------

+ Compile before testing
+ ~~Deploy on Fridays~~

## Projects

### coderev
- Stack: TypeScript
- Reviews pull requests by itself

### Zephyr

Tells the weather.

## Environment

\`\`\`sh
ssh web-1 # the only way in
\`\`\`

- web-1: Debian 12

## Key decisions

| Date | Decision | Reason |
| ---- | -------- | ------ |
| 2026-03-01 | pnpm | its lockfile |

## Recipes

Braise the pork
for two hours.

> A quoted line.
<!-- a comment -->
`;
