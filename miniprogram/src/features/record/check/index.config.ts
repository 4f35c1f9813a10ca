export default definePageConfig({ navigationBarTitleText: "核对收条" });
