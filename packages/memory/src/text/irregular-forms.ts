/** English words whose forms no ending tells, each line the plain form and then the others. */
const FORMS = `
arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became|begin began begun|bend bent
bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen|come came|creep crept|deal dealt|dig dug|draw drew drawn
dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought
find found|flee fled|fly flew flown flies|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got gotten|give gave given|go went gone goes|grow grew grown|hang hung|hear heard
hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|lean leant|learn learnt|leave left|lend lent
light lit|lose lost|make made|mean meant|meet met|mistake mistook mistaken|overcome overcame|pay paid|prove proven
ride rode ridden|ring rang rung|rise rose risen|run ran|say said says|see saw seen|seek sought|sell sold|send sent
sew sewn|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk
sit sat|sleep slept|slide slid|smell smelt|speak spoke spoken|speed sped|spell spelt|spend spent|spill spilt
spin spun|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|strike struck
strive strove striven|swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung|take took taken
teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|undo undid undone
undergo underwent undergone|wake woke woken|wear wore worn|weave wove woven|weep wept|win won|wind wound
withdraw withdrew withdrawn|write wrote written|rewrite rewrote rewritten|rebuild rebuilt|overwrite overwrote overwritten
child children|foot feet|goose geese|man men|mouse mice|person people persons|tooth teeth|woman women|wife wives
life lives|knife knives|leaf leaves|half halves|shelf shelves|thief thieves|wolf wolves|loaf loaves|self selves
analysis analyses|basis bases|crisis crises|criterion criteria|hypothesis hypotheses|index indices|matrix matrices
vertex vertices|good better best|bad worse worst|far farther further farthest furthest`;

const PLAIN_FORMS: ReadonlyMap<string, string> = new Map(
  FORMS.trim()
    .split(/[|\n]/u)
    .flatMap((line) => {
      const [plain = '', ...others] = line.split(' ');
      return others.map((other) => [other, plain] as const);
    }),
);

/** The plain form of an irregular English verb or noun ("bought" → "buy"); any other word as it is. */
export function plainForm(word: string): string {
  return PLAIN_FORMS.get(word) ?? word;
}
