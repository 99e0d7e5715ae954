/** Words by which a speaker says that something is no longer as it was. */
const CHANGE =
  /\b(?:now|nowadays|from (?:now|today|then|tomorrow|this \w+|next \w+) on|no longer|any ?more|not any|instead|rather than|as of|since (?:mon|tues|wednes|thurs|fri|satur|sun)day|switch(?:es|ed|ing)?|mov(?:es?|ed|ing) (?:\w+ ){0,3}(?:to|from|back|into|up|over)|have moved|has moved|chang(?:es?|ed|ing)|replac(?:es?|ed|ing)|renam(?:es?|ed|ing)|migrat(?:es?|ed|ing)|upgrad(?:es?|ed|ing)|downgrad(?:es?|ed|ing)|rais(?:es?|ed|ing)|lower(?:s|ed|ing)?|increas(?:es?|ed|ing)|reduc(?:es?|ed|ing)|extend(?:s|ed|ing)?|postpon(?:es?|ed|ing)|shift(?:s|ed|ing)?|(?:goes|go|went|gone|came|come|comes|going|back|over) (?:back )?to|becomes?|became|turn(?:s|ed)? into|t(?:akes?|ook) over|hand(?:s|ed) over|leav(?:es?|ing)|left|gave up|giv(?:es?|ing) up|quit|stop(?:s|ped)?|dropp?(?:s|ed)?|new|newer|starting|after all|actually|in fact|correction|wrong|mistake|not \S+ but|updated?|in the end|finally|eventually|ended up|from \S+ to)\b|\bthen[.!]?$|改(?:成|为|用|到|由|名|叫|了|回|在)?|换|不再|如今|现在|现已|以后|今后|从[^，。]{0,8}起|[年月日号周天季度今]起|起用|搬|迁|升级|升到|降|涨|调整?|转(?:到|成|为|给|用)|推迟|延|提前|接手|接管|移交|交给|变成|变为|更名|更新|更正|纠正|其实|应该是|不是[^，。]{1,12}(?:而)?是|放弃|弃用|停用|不用了?|重新|恢复|最后|最终|终于|那就/iu;

/** Words by which a speaker takes something back without saying what holds instead. */
const RETRACTION =
  /\b(?:take (?:that|it|this) back|took (?:that|it) back|forget (?:what|that|it|about|the|i)|never ?mind|scrap (?:that|it|the)|ignore (?:that|what|my)|disregard|cancel(?:s|led|ed)?|call(?:s|ed)? off|withdr[ae]wn?|withdrew|off the table|not happening|(?:is|are) over|on second thoughts?|no need|did(?:n't| not) mean)\b|当我没说|收回|算了|取消|作废|撤[回销]|不做了|不考虑了|别管了|不作数|不算数|忘了(?:它|吧|这)/iu;

/** Whether a text says that something changed or is taken back, by words of either language. */
export function saysChange(text: string): boolean {
  return CHANGE.test(text) || RETRACTION.test(text);
}
