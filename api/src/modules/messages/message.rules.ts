import type { CaseFactsRow } from "../cases/index.ts";

export type Recipient = "reporter" | "handler";

/** Our own names of WeChat templates; each deployment maps them to the ids it was given (WECHAT_TEMPLATES). */
export type TemplateName = "case_progress" | "case_result";

export interface MessageRule {
  readonly to: Recipient;
  readonly title: string;
  /** In the inbox: what happened and what one can do now. */
  readonly text: (facts: CaseFactsRow, words: MessageWords) => string;
  /** Outside the app too, if the villager has agreed to one. The state is at most five characters. */
  readonly wechat?: { readonly template: TemplateName; readonly state: string };
}

export interface MessageWords {
  readonly category: string;
  /** Such as 11月26日. */
  readonly dueDay: string;
  readonly detail: string | undefined;
  readonly unconfirmedAfterDays: number;
}

/** Who hears what of an entry. One table; the reader does what it says. */
export const messageRules: Readonly<Record<string, readonly MessageRule[]>> = {
  "case.accepted": [
    {
      to: "reporter",
      title: "您的诉求已受理",
      text: (_, { category, dueDay }) => `“${category}”已有人受理，${dueDay}前办好。`,
      wechat: { template: "case_progress", state: "已受理" },
    },
  ],
  "case.declined": [
    {
      to: "reporter",
      title: "您的诉求没有受理",
      text: (_, { category, detail }) => `“${category}”没有受理${detail ? `：${detail}` : ""}。点开看原因和该找谁。`,
      wechat: { template: "case_progress", state: "未受理" },
    },
  ],
  "case.assigned": [{ to: "handler", title: "有一件诉求交给您办", text: (_, { category, dueDay }) => `“${category}”，${dueDay}前办好。` }],
  "case.finished": [
    {
      to: "reporter",
      title: "办好了，请您看看",
      text: (_, { category, detail, unconfirmedAfterDays }) =>
        `“${category}”${detail ? `：${detail}` : "已办理"}。办好没办好，您说了算；${unconfirmedAfterDays} 天内请点开确认。`,
      wechat: { template: "case_result", state: "待确认" },
    },
  ],
  "case.disputed": [{ to: "handler", title: "反映人说没办好", text: (_, { category, detail }) => `“${category}”要重新办理${detail ? `：${detail}` : ""}。` }],
  "case.confirmed": [{ to: "handler", title: "反映人确认办好了", text: (_, { category }) => `“${category}”已由反映人确认。` }],
  "case.fell_silent": [
    {
      to: "reporter",
      title: "您还没有确认",
      text: (_, { category, unconfirmedAfterDays }) =>
        `“${category}”办完 ${unconfirmedAfterDays} 天没有收到您的回复，先记为“未确认”。您现在仍可以点开说办好了没有。`,
    },
  ],
};
