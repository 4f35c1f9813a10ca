import { CameraOutlined, LockOutlined } from "@ant-design/icons";
import { Tooltip, type TableColumnsType } from "antd";
import { Link } from "react-router";
import type { CaseSummary } from "../../shared/rows.ts";
import { exactWords, timeWords } from "../../shared/times.ts";
import { doorWords, DueWord, StateWord } from "./case-words.tsx";

/** The columns both case lists share; the words come first, because that is what a handler looks for. */
export const caseColumns: TableColumnsType<CaseSummary> = [
  {
    title: "内容",
    key: "excerpt",
    render: (_, row) => (
      <div className="case-cell">
        {row.cover === null ? <span className="case-cover" aria-hidden /> : <img className="case-cover" src={row.cover} alt="" loading="lazy" />}
        <div style={{ minWidth: 0 }}>
          <Link to={`/cases/${row.id}`} className="case-excerpt">
            {row.excerpt === "" ? "（只有照片或录音）" : row.excerpt}
          </Link>
          <div className="soft small">
            {doorWords[row.door]}·{row.category.name}·{row.number}
            {row.isPrivate && (
              <Tooltip title="不公开：只有办理的人能看">
                <LockOutlined style={{ marginLeft: 6 }} aria-label="不公开" />
              </Tooltip>
            )}
            {row.isReleased && (
              <Tooltip title="内容已公开">
                <CameraOutlined style={{ marginLeft: 6 }} aria-label="内容已公开" />
              </Tooltip>
            )}
          </div>
        </div>
      </div>
    ),
  },
  { title: "村", key: "village", width: 110, render: (_, row) => row.village.name },
  { title: "状态", key: "state", width: 130, render: (_, row) => <StateWord state={row.state} /> },
  {
    title: "反映时间",
    key: "submittedAt",
    width: 130,
    render: (_, row) => (
      <span className="nowrap" title={exactWords(row.submittedAt)}>
        {timeWords(row.submittedAt)}
      </span>
    ),
  },
  { title: "期限", key: "dueAt", width: 160, render: (_, row) => <DueWord of={row} /> },
];
