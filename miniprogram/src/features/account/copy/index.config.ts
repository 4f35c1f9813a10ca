export default definePageConfig({ navigationBarTitleText: "我的资料拿一份" });
