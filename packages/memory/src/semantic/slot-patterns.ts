import { latePattern } from '../text/late-pattern.js';

/** What a pattern says about whom. */
export type PatternMeaning = 'home' | 'employer' | 'name' | 'attribute' | 'use' | 'preference' | 'favourite';

/** A form of sentence that gives one thing one value. Groups: `who`, `noun`, `value`, `other`, `purpose`. */
export interface SlotPattern {
  readonly meaning: PatternMeaning;
  readonly form: () => RegExp;
}

const WHO =
  "(?<who>i|we|(?:the |our )?(?:user|team|project)|\\p{L}[\\p{L}'-]{0,30}(?: \\p{Lu}[\\p{L}'-]{0,30})?)";
const NOW = '(?: (?:just|now|recently|currently|finally|already|mainly|mostly|usually))*';
const HAVE = "(?:'ve| have|'s| has)?";
const BE = "(?:'m| am|'re| are| is|'s)";
const ZH_WHO = '(?<who>我们|我|本人|用户|老板|项目|团队|(?:(?![我你他她们的这那])\\p{Script=Han}){2,4}?)';
const ZH_NOW = '(?:现在|目前|如今|已经|已|最近|刚|刚刚|开始|平时|一直|主要|今后|以后)*';
const ZH_BECAME = '(?:现在|目前|已经|已)*(?:是|为|叫|改成了?|改为了?|换成了?|变成了?|变为了?|更新为了?|:)';

const of = (meaning: PatternMeaning, form: string): SlotPattern => ({
  meaning,
  form: latePattern(`^${form}$`, 'iu'),
});

/**
 * The forms, in English and Chinese, the first that fits counts. Each fits a whole sentence, and only sentences
 * in which a new value means that the old one is over.
 */
export const SLOT_PATTERNS: readonly SlotPattern[] = [
  of(
    'preference',
    `${WHO}${NOW} prefers? (?<value>.{1,60}?)(?: over| to| instead of| rather than) (?<other>.{1,60})`,
  ),
  of(
    'use',
    `${WHO}${HAVE}${NOW} (?:switched(?: over)?|migrated|moved|changed)(?: from (?<other>.{1,40}?))? to (?<value>.{1,40}?)(?: for (?<purpose>.{1,40}))?`,
  ),
  of('use', `${WHO}${HAVE}${NOW} replaced (?<other>.{1,40}?) with (?<value>.{1,40}?)`),
  of(
    'use',
    `${WHO}(?:${BE} using|${NOW} uses?|${NOW} prefers?)${NOW} (?<value>.{1,40}?)(?: for (?<purpose>.{1,40}?))?(?: instead(?: of (?<other>.{1,40}))?)?`,
  ),
  of('home', `${WHO}${HAVE}${NOW} (?:moved(?: back)?|relocated) to (?<value>.{1,60})`),
  of('home', `${WHO}${HAVE}${NOW} settled in (?<value>.{1,60})`),
  of('home', `${WHO}(?:${BE}${NOW} (?:living|based)|${NOW} lives?|${NOW} resides?) in (?<value>.{1,60})`),
  of('employer', `${WHO}(?:${BE}${NOW} (?:working|employed)|${NOW} works?) (?:at|for) (?<value>.{1,60})`),
  of('employer', `${WHO}${HAVE}${NOW} started(?: working)? at (?<value>.{1,60})`),
  of('home', '(?:lives|living|based|resides) in (?<value>.{1,60})'),
  of('employer', '(?:works|working) (?:at|for) (?<value>.{1,60})'),
  of('name', '(?:my name is|(?:please )?call me) (?<value>.{1,40})'),
  of(
    'favourite',
    `(?:my|(?<who>[\\p{L}'-]{1,30})'s) favou?rite (?<noun>[\\p{L} -]{1,40}?) is${NOW} (?<value>.{1,80})`,
  ),
  of(
    'attribute',
    `(?:(?<who>my|our|the|its|[\\p{L}'-]{1,30}(?: user| project)?'s) )(?<noun>[\\p{L}\\p{N} _-]{1,50}?)(?: is| are|'s| =|:)${NOW}(?: called| named| set to)? (?<value>.{1,120})`,
  ),
  of(
    'attribute',
    `(?:(?<who>my|our|the|its|[\\p{L}'-]{1,30}(?: user| project)?'s) )(?<noun>[\\p{L}\\p{N} _-]{1,50}?)(?: (?:was|were|has been|have been|is|got))?${NOW} (?:changed|moved|updated|set|renamed|upgraded|switched|postponed|raised|lowered)(?: from (?<other>.{1,60}?))? to (?<value>.{1,120})`,
  ),

  of(
    'preference',
    `${ZH_WHO}${ZH_NOW}更?(?:喜欢|偏好)(?<value>.{1,30}?),?(?:而不是|胜过|不喜欢)(?<other>.{1,30})`,
  ),
  of(
    'preference',
    `(?:比起|相比|相较于)(?<other>.{1,30}?),?${ZH_WHO}${ZH_NOW}更(?:喜欢|偏好)(?<value>.{1,30})`,
  ),
  of(
    'use',
    `${ZH_WHO}${ZH_NOW}(?:从(?<other>.{1,30}?))?(?:改用|换用|换成|换到|迁移到|切换到|切换成|改成|转用|转到|在用|使用|用的是|用|更喜欢用|更喜欢|偏好)了? ?(?<value>.{1,30}?)了?`,
  ),
  of(
    'use',
    `${ZH_WHO}${ZH_NOW}(?:把|将)(?<other>.{1,30}?)(?:换成|改成|迁移到|替换为|替换成)了? ?(?<value>.{1,30}?)了?`,
  ),
  of(
    'home',
    `${ZH_WHO}${ZH_NOW}(?:搬家?(?:到|去|至|回)|住在?|定居(?:在|于)?|移居)了? ?(?<value>.{1,30}?)了?`,
  ),
  of('employer', `${ZH_WHO}${ZH_NOW}(?:在|就职于|任职于) ?(?<value>.{1,30}?) ?(?:工作|上班|任职|就职)`),
  of('employer', `${ZH_WHO}${ZH_NOW}(?:就职于|任职于|入职|跳槽到|跳槽去)了? ?(?<value>.{1,30}?)了?`),
  of('name', '(?:我叫|我的名字(?:是|叫)|(?:请)?叫我) ?(?<value>.{1,20})'),
  of('favourite', `(?<who>我们|我)最喜欢的(?<noun>.{1,15}?)${ZH_BECAME} ?(?<value>.{1,40})`),
  of(
    'attribute',
    `(?:(?<who>我们|我|本人|用户|老板|项目|团队)的?)?(?<noun>[^是为叫改换变]{1,20}?)${ZH_BECAME} ?(?<value>.{1,60}?)了?`,
  ),
];
