export default defineAppConfig({
  pages: ["pages/home/index", "pages/report/index", "pages/services/index", "pages/mine/index"],
  subPackages: [
    { root: "features/report", name: "report", pages: ["form/index", "sent/index", "accuse/index"] },
    { root: "features/cases", name: "cases", pages: ["detail/index", "mine/index", "village/index", "follow/index"] },
    {
      root: "features/account",
      name: "account",
      pages: [
        "login/index", "phone/index", "claim/index", "sessions/index", "inbox/index", "privacy/index", "village/index",
        "looks/index", "copy/index", "closing/index",
      ],
    },
    { root: "features/record", name: "record", pages: ["list/index", "receipt/index", "check/index"] },
    { root: "features/staff", name: "staff", pages: ["login/index", "work/index", "case/index"] },
  ],
  preloadRule: {
    "pages/home/index": { network: "all", packages: ["report", "cases"] },
    "pages/mine/index": { network: "wifi", packages: ["account"] },
  },
  lazyCodeLoading: "requiredComponents",
  requiredPrivateInfos: ["chooseLocation"],
  permission: { "scope.userLocation": { desc: "用来在地图上标出您反映的地方" } },
  __usePrivacyCheck__: true,
  networkTimeout: { request: 15_000, uploadFile: 60_000, downloadFile: 120_000 },
  // In a browser the router hides the page below a little after the new one slid in, even when somebody was faster
  // and is back on it: a blank page. Without the sliding it hides it at once.
  ...(process.env.TARO_ENV === "h5" ? { animation: false } : {}),
  window: {
    backgroundTextStyle: "dark",
    backgroundColor: "#fbf7f1",
    navigationBarBackgroundColor: "#ffffff",
    navigationBarTextStyle: "black",
    navigationBarTitleText: "村情通",
  },
  tabBar: {
    custom: true,
    color: "#5f554b",
    selectedColor: "#c4321a",
    backgroundColor: "#ffffff",
    list: [
      { pagePath: "pages/home/index", text: "首页" },
      { pagePath: "pages/report/index", text: "反映" },
      { pagePath: "pages/services/index", text: "办事" },
      { pagePath: "pages/mine/index", text: "我的" },
    ],
  },
});
