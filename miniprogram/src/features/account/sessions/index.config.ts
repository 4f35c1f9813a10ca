export default definePageConfig({ navigationBarTitleText: "在哪里登录着" });
