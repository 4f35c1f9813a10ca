import {
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  FileDoneOutlined,
  GlobalOutlined,
  IdcardOutlined,
  ImportOutlined,
  InboxOutlined,
  KeyOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
  UserDeleteOutlined,
} from "@ant-design/icons";
import type { Permission } from "@cunqing/contract";
import type { ReactNode } from "react";

export interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Who finds it in the menu; without one, everybody at work does. */
  readonly permission?: Permission;
}

export interface PlaceGroup {
  readonly label: string;
  readonly places: readonly Place[];
}

/** The menu as a table. Order is importance: what waits first, then the ground, then people, then the machine. */
const groups: readonly PlaceGroup[] = [
  {
    label: "办事",
    places: [
      { path: "/work", label: "我的工作", icon: <InboxOutlined />, permission: "case.read" },
      { path: "/cases", label: "诉求", icon: <ProfileOutlined />, permission: "case.read" },
      { path: "/figures", label: "办理情况", icon: <BarChartOutlined />, permission: "case.figures" },
    ],
  },
  {
    label: "村子",
    places: [
      { path: "/areas", label: "区域", icon: <ApartmentOutlined /> },
      { path: "/people", label: "名册", icon: <IdcardOutlined />, permission: "roll.read" },
      { path: "/claims", label: "认领审核", icon: <SolutionOutlined />, permission: "claim.review" },
      { path: "/roll-imports", label: "名册导入", icon: <ImportOutlined />, permission: "roll.import" },
    ],
  },
  {
    label: "人员",
    places: [
      { path: "/staff", label: "工作人员", icon: <TeamOutlined />, permission: "staff.read" },
      { path: "/totp-resets", label: "动态码重置", icon: <KeyOutlined />, permission: "staff.totp_reset" },
    ],
  },
  {
    label: "个人信息",
    places: [
      { path: "/erasures", label: "删除申请", icon: <UserDeleteOutlined />, permission: "erasure.decide" },
      { path: "/withholdings", label: "遮盖公开内容", icon: <EyeInvisibleOutlined />, permission: "withhold.propose" },
      { path: "/looks", label: "暂不告知的查阅", icon: <EyeOutlined />, permission: "look.read_withheld" },
      { path: "/security-log", label: "网络安全日志", icon: <GlobalOutlined />, permission: "security_log.read" },
    ],
  },
  {
    label: "系统",
    places: [
      { path: "/journal", label: "留痕", icon: <AuditOutlined />, permission: "journal.read" },
      { path: "/trail", label: "留痕存证", icon: <SafetyCertificateOutlined />, permission: "journal.read" },
      { path: "/deliveries", label: "消息发送", icon: <SendOutlined />, permission: "delivery.read" },
      { path: "/readers", label: "后台任务", icon: <SettingOutlined />, permission: "reader.manage" },
    ],
  },
  {
    label: "自己",
    places: [{ path: "/account", label: "我的账号", icon: <FileDoneOutlined /> }],
  },
];

/** What one person finds in the menu. */
export function placesFor(permissions: readonly Permission[]): readonly PlaceGroup[] {
  return groups
    .map(({ label, places }) => ({ label, places: places.filter((place) => place.permission === undefined || permissions.includes(place.permission)) }))
    .filter(({ places }) => places.length > 0);
}

/** The menu entry a page belongs to: `/cases/abc` is under `/cases`. */
export function placeOf(pathname: string): string {
  return `/${pathname.split("/")[1] ?? ""}`;
}
