export interface LookWords {
  /** To the person himself. */
  readonly toMe: string;
  /** To those who may not learn whom the look was about. */
  readonly ofSomebody: string;
}

/** What a look was, from its entry's kind and details, in plain words. */
export function lookWords(kind: string, details: Readonly<Record<string, string>>): LookWords {
  const number = details["number"] === undefined ? "" : `（编号 ${details["number"]}）`;
  switch (kind) {
    case "person.shown":
      return details["field"] === "phone"
        ? { toMe: "看了您的完整手机号", ofSomebody: "看了一个人的完整手机号" }
        : { toMe: "看了您的完整证件号", ofSomebody: "看了一个人的完整证件号" };
    case "case.private_viewed":
      return { toMe: `打开了您的不公开诉求${number}`, ofSomebody: "打开了一件不公开诉求" };
    case "journal.sealed_viewed":
      return { toMe: "在留痕里看了您的密件", ofSomebody: "在留痕里看了密件" };
    case "dossier.made":
      return { toMe: "导出了您的诉求的全部材料", ofSomebody: "导出了一件诉求的全部材料" };
    case "erasure.plan_viewed":
      return { toMe: "查看了删除您的信息会删掉什么、留下什么", ofSomebody: "查看了删除一个人的信息会删掉什么" };
    default:
      return { toMe: "查看了您的信息", ofSomebody: "查看了一个人的信息" };
  }
}
