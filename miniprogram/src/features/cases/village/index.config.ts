export default definePageConfig({ navigationBarTitleText: "村里的诉求", enablePullDownRefresh: true });
