import { FilterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link } from "react-router";
import { subjectPages, subjectWord } from "./subject-words.ts";

interface SubjectCellProps {
  readonly kind: string;
  readonly id: string;
  readonly onFilter: (subjectId: string) => void;
}

export function SubjectCell({ kind, id, onFilter }: SubjectCellProps) {
  const path = subjectPages[kind]?.path;
  const label = subjectWord(kind);
  if (id === "") {
    return <span className="soft">{label}</span>;
  }
  return (
    <span className="nowrap">
      {path === undefined ? label : <Link to={`${path}${id}`}>{label}</Link>}
      <Button type="text" size="small" icon={<FilterOutlined />} aria-label="只看这个对象的留痕" title="只看这个对象" onClick={() => onFilter(id)} />
    </span>
  );
}
