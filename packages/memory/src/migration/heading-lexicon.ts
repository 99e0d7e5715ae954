import type { MigrationClass, MigrationReason } from './migration-plan.js';
import { latePattern } from '../text/late-pattern.js';

const symbols: () => RegExp = latePattern(String.raw`[\p{S}\p{Cf}\u{fe0f}]`, 'gu');
const punctuation: () => RegExp = latePattern(String.raw`[\p{P}\s]+`, 'gu');

/** What a section can be about. */
export type Subject = Extract<
  MigrationReason,
  'owner' | 'self' | 'environment' | 'rules' | 'projects' | 'decisions'
>;

/** What the things said in a section become. */
export const CLASS_OF_SUBJECT: Readonly<Record<Subject, MigrationClass>> = {
  owner: 'fact',
  self: 'fact',
  environment: 'fact',
  rules: 'rule',
  projects: 'project',
  decisions: 'decision',
};

/** How headings name a subject. */
interface SubjectWords {
  readonly subject: Subject;
  /** Words that mean it wherever they stand in the heading. */
  readonly has: readonly string[];
  /** Words that mean it only alone. */
  readonly is: readonly string[];
  /** Asked when no words say anything. */
  readonly signs: readonly string[];
}

/** The first that fits counts: "project rules" are rules, and 关于我的工作方式 is about work. */
const LEXICON: readonly SubjectWords[] = [
  {
    subject: 'decisions',
    has: listed('decisions,key decision,decision log,decision record,决策,决定,決策,決定'),
    is: listed('decision,decided,adr,adrs'),
    signs: ['💡'],
  },
  {
    subject: 'rules',
    has: listed(
      'how i work,how we work,how to work,working style,work style,working agreement,working agreements,' +
        'way of working,ways of working,working rules,work habits,working habits,preferences,conventions,' +
        'guidelines,ground rules,project rules,工作方式,工作习惯,工作流程,工作规则,规则,规范,约定,准则,原则,偏好,' +
        '工作習慣,規則,規範,約定',
    ),
    is: listed('rules,workflow,principles,habits,my rules,house rules,习惯'),
    signs: ['🤖'],
  },
  {
    subject: 'environment',
    has: listed('environment,environments,dev setup,development setup,machine setup,环境,環境'),
    is: listed('setup,machine,machines,system,infrastructure,hardware,机器,设备,服务器'),
    signs: ['💻'],
  },
  {
    subject: 'projects',
    has: listed('project,projects,项目,項目'),
    is: listed('工程,repositories,repos'),
    signs: ['📦'],
  },
  {
    subject: 'owner',
    has: listed(
      'about me,about the owner,about my owner,about owner,about the user,about user,about my boss,' +
        'about the boss,about my human,user profile,owner profile,user facts,老板,老闆,关于用户,關於用戶,' +
        '用户信息,用户资料,关于主人',
    ),
    is: listed('owner,user,boss,my human,profile,who i am,用户,主人,个人信息'),
    signs: ['👤'],
  },
  {
    subject: 'self',
    has: listed('about myself,about the agent,about this agent,关于我,關於我,我是谁,关于自己'),
    is: listed('identity,agent identity,who am i,身份,自我'),
    signs: ['🆔'],
  },
];

/** Headings that name the file and nothing in it. */
const TITLES: ReadonlySet<string> = new Set(
  listed(
    'memory md,memory,memories,my memory,agent memory,long term memory,记忆,我的记忆,长期记忆,備忘,备忘录,memory md 记忆',
  ),
);

const NUMBERING = /^(?:(?:[\divx]{1,3}|[一二三四五六七八九十]{1,3})(?:[.)、]|\s)\s*)/u;
const namesProject: () => RegExp = latePattern(
  String.raw`^[\p{S}\p{P}\s\u{fe0f}]*(?:projects?|项目|項目)\s*[:：—–-]\s*(\S.*)$`,
  'iu',
);
const LONGEST_HEADING = 200;

/** What a heading says. */
export interface HeadingMeaning {
  /** Null when it says nothing this lexicon knows. */
  readonly subject: Subject | null;
  /** The project that it names itself; null when it does not. */
  readonly project: string | null;
  /** Whether it only names the file. */
  readonly isTitle: boolean;
}

/** Reads a heading, in English or Chinese. */
export function meaningOf(heading: string): HeadingMeaning {
  const text = heading.slice(0, LONGEST_HEADING);
  const words = wordsOf(text);
  const named = namesProject().exec(text)?.[1];
  const found = LEXICON.find(
    ({ has, is }) => is.includes(words) || has.some((phrase) => holds(words, phrase)),
  );
  if (found !== undefined) {
    const project = found.subject === 'projects' && named !== undefined ? named.trim() : null;
    return { subject: found.subject, project, isTitle: false };
  }
  if (TITLES.has(words)) return { subject: null, project: null, isTitle: true };
  const signed = LEXICON.find(({ signs }) => signs.some((sign) => text.includes(sign)));
  if (signed === undefined) return { subject: null, project: null, isTitle: false };
  const name = withoutSigns(heading);
  return {
    subject: signed.subject,
    project: signed.subject === 'projects' && name !== '' ? name : null,
    isTitle: false,
  };
}

const SIGNS = String.raw`[\p{Extended_Pictographic}\u{fe0f}\u{200d}\s]+`;
const edgeSigns: () => RegExp = latePattern(`^${SIGNS}|${SIGNS}$`, 'gu');

function withoutSigns(heading: string): string {
  return heading.slice(0, LONGEST_HEADING).replace(edgeSigns(), '');
}

function listed(words: string): readonly string[] {
  return words.split(',');
}

function wordsOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(symbols(), ' ')
    .trim()
    .replace(NUMBERING, '')
    .replace(punctuation(), ' ')
    .trim();
}

/** Chinese has no borders between words. */
function holds(words: string, phrase: string): boolean {
  return /\p{Script=Han}/u.test(phrase) ? words.includes(phrase) : ` ${words} `.includes(` ${phrase} `);
}
