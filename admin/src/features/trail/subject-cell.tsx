import { FilterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link } from "react-router";

/** Kinds of subject that have a page of their own. */
const pages: Readonly<Record<string, { readonly label: string; readonly path?: string }>> = {
  case: { label: "诉求", path: "/cases/" },
  staff: { label: "工作人员", path: "/staff/" },
  area: { label: "区域", path: "/areas?id=" },
  roll_import: { label: "名册导入", path: "/roll-imports/" },
  person: { label: "名册上的人" },
  claim: { label: "认领" },
  account: { label: "账号" },
  session: { label: "登录" },
  appointment: { label: "任职" },
  file: { label: "文件" },
  message: { label: "消息" },
  delivery: { label: "消息发送" },
  totp_reset: { label: "动态码重置" },
};

interface SubjectCellProps {
  readonly kind: string;
  readonly id: string;
  readonly onFilter: (subjectId: string) => void;
}

export function SubjectCell({ kind, id, onFilter }: SubjectCellProps) {
  const page = pages[kind];
  const label = page?.label ?? kind;
  if (id === "") {return <span className="soft">{label}</span>;}
  return (
    <span className="nowrap">
      {page?.path === undefined ? label : <Link to={`${page.path}${id}`}>{label}</Link>}
      <Button type="text" size="small" icon={<FilterOutlined />} aria-label="只看这个对象的留痕" title="只看这个对象" onClick={() => onFilter(id)} />
    </span>
  );
}
