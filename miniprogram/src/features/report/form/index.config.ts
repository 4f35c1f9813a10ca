export default definePageConfig({ navigationBarTitleText: "说说是什么事" });
