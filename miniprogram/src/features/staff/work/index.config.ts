// In a browser Taro would wrap the page in a box that moves fixed parts along and eats taps.
export default definePageConfig({ navigationBarTitleText: "我的工作", enablePullDownRefresh: process.env.TARO_ENV === "weapp" });
