export default definePageConfig({ navigationBarTitleText: "我的收条" });
