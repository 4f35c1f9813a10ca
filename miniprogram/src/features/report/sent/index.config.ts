export default definePageConfig({ navigationBarTitleText: "已经送到" });
