import Taro from "@tarojs/taro";
import type { CaseDoor } from "@cunqing/contract";

type Tab = "home" | "report" | "services" | "mine";

/** Every address inside the mini-program, so that no page is named by hand. */
export const goTo = {
  tab: (tab: Tab) => Taro.switchTab({ url: `/pages/${tab}/index` }),
  /** A page opened from a message or a shared address has nothing behind it. */
  back: () => (Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : Taro.switchTab({ url: "/pages/home/index" })),

  reportForm: (door: CaseDoor) => open("report/form", { door }),
  reportSent: () => replace("report/sent"),
  accuse: () => open("report/accuse"),

  caseDetail: (caseId: string) => open("cases/detail", { caseId }),
  myCases: () => open("cases/mine"),
  villageCases: () => open("cases/village"),
  followCase: () => open("cases/follow"),

  chooseVillage: () => open("account/village"),
  login: () => open("account/login"),
  phone: () => open("account/phone"),
  claim: () => open("account/claim"),
  sessions: () => open("account/sessions"),
  inbox: () => open("account/inbox"),
  privacy: () => open("account/privacy"),
  looks: () => open("account/looks"),
  copy: () => open("account/copy"),
  closing: () => open("account/closing"),

  receipts: () => open("record/list"),
  receipt: (receiptId: string) => open("record/receipt", { receiptId }),
  checkReceipt: () => open("record/check"),

  staffLogin: () => open("staff/login"),
  staffWork: () => open("staff/work"),
  staffWorkInstead: () => replace("staff/work"),
  staffCase: (caseId: string) => open("staff/case", { caseId }),
};

const open = (page: string, query: Record<string, string> = {}) => Taro.navigateTo({ url: address(page, query) });
const replace = (page: string) => Taro.redirectTo({ url: address(page, {}) });

function address(page: string, query: Record<string, string>): string {
  const written = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/features/${page}/index${written.length > 0 ? `?${written.join("&")}` : ""}`;
}
