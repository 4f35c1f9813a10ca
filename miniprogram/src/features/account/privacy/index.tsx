import { View } from "@tarojs/components";
import { Page } from "../../../ui/page.tsx";

const parts: readonly { title: string; lines: readonly string[] }[] = [
  {
    title: "什么时候要用到您的信息",
    lines: [
      "拍照、选照片：您自己拍或选，只传您选的那几张，照片里藏的位置和手机信息会去掉。",
      "录音：您点了开始才录，最长一分钟。",
      "位置：您点了才取一次，不会一直跟着您。",
      "手机号：登录、绑定时用，经办的人能打电话问您。",
      "姓名和身份证号：只在认领名册身份时用，存起来是加密的。",
    ],
  },
  {
    title: "谁能看到",
    lines: [
      "您写的原话和原照片，只有办这件事的人能看。",
      "公开的诉求，要村里核对过才给大家看，看不到您是谁。",
      "匿名反映，我们不记您是谁；查询码丢了，谁也找不回来。",
      "工作人员每看一次完整的证件号或电话，都会留下记录。",
    ],
  },
  {
    title: "您可以",
    lines: [
      "不同意，照样能看、能写字反映。",
      "随时在“我的”里退出登录，在“在哪里登录着”里让别的手机退出。",
      "在“谁看过我的信息”里，看谁看过您的电话、证件号。",
      "在“我的资料拿一份”里，把您的资料全拿走。",
      "随时“注销账号”，法律没要求留的都删掉。",
      "收条只存在您的手机里，不想留就点开删掉；退出登录，收条还在。",
    ],
  },
];

export default function PrivacyPage() {
  return (
    <Page title="隐私保护说明" id="privacy-page">
      {parts.map(({ title, lines }) => (
        <View key={title} className="card">
          <View className="section-title first">{title}</View>
          {lines.map((line) => (
            <View key={line} className="gap-top">
              {line}
            </View>
          ))}
        </View>
      ))}
    </Page>
  );
}
