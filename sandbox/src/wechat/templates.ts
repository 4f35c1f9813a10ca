/** `fields` maps WeChat's keys, whose letters say the kind of value, to the label a person sees on the card. */
export type SubscribeTemplate = { id: string; title: string; fields: Readonly<Record<string, string>> };

/** What WeChat says about one value, or nothing when it is fine. */
export function faultOfValue(key: string, value: unknown): string | undefined {
  if (typeof value !== "string" || value.trim() === "") {
    return `argument invalid! data.${key}.value is empty`;
  }
  const kind = key.replace(/\d+$/, "");
  const rule = valueRules[kind];
  return rule === undefined || !rule.test(value) ? `argument invalid! data.${key}.value invalid` : undefined;
}

const valueRules: Readonly<Record<string, RegExp>> = {
  thing: /^[^\r\n]{1,20}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  number: /^\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  name: /^(\p{Script=Han}{1,10}|[\x20-\x7e]{1,20})$/u,
  phone_number: /^[\d+\-() ]{1,17}$/,
  amount: /^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/,
  date: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2})( \d{1,2}:\d{2}(:\d{2})?)?$/,
  time: /^((\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}) )?\d{1,2}:\d{2}(:\d{2})?$/,
};

export const demoTemplates: readonly SubscribeTemplate[] = [
  {
    id: "sandbox-case-progress",
    title: "诉求办理进度通知",
    fields: { character_string1: "诉求编号", thing2: "诉求内容", phrase3: "当前状态", thing4: "说明", time5: "时间" },
  },
  {
    id: "sandbox-case-result",
    title: "诉求办结确认提醒",
    fields: { character_string1: "诉求编号", thing2: "诉求内容", thing3: "办理结果", time4: "办结时间" },
  },
  {
    id: "sandbox-claim-result",
    title: "审核结果通知",
    fields: { thing1: "申请事项", phrase2: "审核结果", thing3: "说明", time4: "审核时间" },
  },
  {
    id: "sandbox-task",
    title: "待办任务提醒",
    fields: { thing1: "任务内容", thing2: "任务地点", time3: "截止时间", thing4: "说明" },
  },
];
