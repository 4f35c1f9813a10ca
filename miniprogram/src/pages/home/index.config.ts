export default definePageConfig({ navigationBarTitleText: "村情通", enablePullDownRefresh: true });
