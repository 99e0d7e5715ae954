/** Nothing but that it is done. */
const DONE =
  /^[\s\p{P}\p{S}]*(?:done|ok(?:ay)?|success(?:ful(?:ly)?)?|completed?|finished|saved|written|created|完成|成功|好的?|已(?:完成|保存|写入|创建|生成)|(?:保存|写入|创建|生成|操作)(?:成功|完成))[\s\p{P}\p{S}]*$/iu;
const WRITER =
  /(?:^|[^a-z])(?:write|writer|save|saver|create|creator|export|exporter|generate|generator)(?:[^a-z]|$)|写|保存|创建|生成|导出/i;

/** Whether a tool that is named for writing says that it is done, and nothing more. */
export function saysDone(tool: string, text: string): boolean {
  return DONE.test(text) && WRITER.test(tool.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}
