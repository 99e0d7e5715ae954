import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSentence } from '../../src/semantic/read-sentence.js';

describe('a plain sentence says what of which slot', () => {
  it.each([
    ['I moved to Berlin', 'user.home', 'berlin'],
    ['I now live in New York City.', 'user.home', 'new york city'],
    ['By the way, I live in Paris these days', 'user.home', 'paris'],
    ['Lives in Rome', 'user.home', 'rome'],
    ['Priya relocated to Oslo last month', 'priya.home', 'oslo'],
    ['我搬到了上海', 'user.home', '上海'],
    ['上个月我搬到上海了', 'user.home', '上海'],
    ['小王住在杭州', '小王.home', '杭州'],
    ['I work at Acme', 'user.employer', 'acme'],
    ['我在阿里工作', 'user.employer', '阿里'],
    ['my name is Ann', 'user.name', 'ann'],
    ['请叫我老王', 'user.name', '老王'],
    ['my editor is now Helix', 'user.editor', 'helix'],
    ['我的编辑器现在换成了 Zed', 'user.editor', 'zed'],
    ['我现在用 pnpm', 'user.package manager', 'pnpm'],
    ['I switched from npm to pnpm last week', 'user.package manager', 'pnpm'],
    ['我们把 npm 换成了 pnpm', 'project.package manager', 'pnpm'],
    ['We now use Vitest', 'project.test runner', 'vitest'],
    ['I use VS Code for notes', 'user.editor for notes', 'vs code'],
    ['I prefer tabs over spaces', 'user.preference spaces | tabs', 'tabs'],
    ['I prefer spaces to tabs', 'user.preference spaces | tabs', 'spaces'],
    ['比起空格我更喜欢制表符', 'user.preference 制表符 | 空格', '制表符'],
    ['My favorite color is now blue', 'user.favourite colour', 'blue'],
    ['The staging port was changed from 8080 to 8081', 'project.staging port', '8081'],
    ['The staging port is 8080', 'project.staging port', '8080'],
    ['暂存环境的端口改为 8081', 'project.暂存环境 port', '8081'],
    ['The deadline moved to Friday', 'project.deadline', 'friday'],
    ['截止日期改为周五', 'project.deadline', '周五'],
    ["Alice's manager is Bob", 'alice.manager', 'bob'],
    ['My timezone is UTC+8', 'user.time zone', 'utc+8'],
  ])('%s', (sentence, slot, value) => {
    expect(readSentence(sentence)).toEqual({ slot, value, isNegated: false });
  });

  it.each([
    ['I no longer use Vim', 'user.editor', 'vim'],
    ["I don't live in Berlin any more", 'user.home', 'berlin'],
    ['我不再用 npm', 'user.package manager', 'npm'],
  ])('%s takes a value back', (sentence, slot, value) => {
    expect(readSentence(sentence)).toEqual({ slot, value, isNegated: true });
  });
});

describe('no slot has', () => {
  it.each([
    ['a feeling', 'I moved to tears'],
    ['a wish', 'I want to move to Rome'],
    ['a doubt', 'Maybe I will move to Rome'],
    ['a question', 'Did I move to Rome?'],
    ['the past', 'I used to live in Rome'],
    ['one of several', 'I also use Vim'],
    ['one of several, in Chinese', '我也用 Vim'],
    ['two things at once', 'I moved to Berlin and work at Acme'],
    ['two sentences', 'I moved to Berlin. I like it.'],
    ['a remark about a thing', 'The database is slow'],
    ['a value for one place', 'The port is 80 in production'],
    ['somebody unnamed', 'He moved to Berlin'],
    ['everything', 'Everything moved to Frankfurt'],
    ['a product nobody uses alone', 'I use Docker'],
    ['a rule', 'Always run the tests before committing'],
    ['a rule, in Chinese', '测试前先编译'],
    ['a long text', `I moved to Berlin ${'x'.repeat(300)}`],
    ['nothing', ''],
  ])('%s', (_, sentence) => {
    expect(readSentence(sentence)).toBeNull();
  });

  it('a text that is made to break it, and none takes long', () => {
    const pieces = fc.constantFrom(
      'I ',
      'my ',
      'use ',
      "'s ",
      ' is',
      ' now',
      'moved to ',
      '我',
      '的',
      '改为',
      '更喜欢',
      'A',
      '__proto__',
      '\0',
      '\ud800',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 120 }), (parts) => {
        const reading = readSentence(parts.join(''));
        expect(reading === null || reading.value !== '').toBe(true);
      }),
    );
  });
});
