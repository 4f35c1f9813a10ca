export default definePageConfig({ navigationBarTitleText: "认领名册身份" });
