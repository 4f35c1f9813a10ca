import { getCatalog } from "@cunqing/contract/paths";
import { Descriptions, Tag } from "antd";
import { Link } from "react-router";
import { Maybe, Panel } from "../../shared/page.tsx";
import type { CaseDetail } from "../../shared/rows.ts";
import { useHolds } from "../../shared/session.ts";
import { dueWords, exactWords, spanWords, timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useNow } from "../../shared/use-now.ts";
import { doorWords, stateWords } from "./case-words.tsx";

const capacityWords: Record<CaseDetail["reporter"]["capacity"], string> = { villager: "村民", anonymous: "匿名", staff: "工作人员发现" };

export function CaseFacts({ of }: { readonly of: CaseDetail }) {
  const mayShow = useHolds("roll.show_sensitive");
  const items = [
    { key: "door", label: "类型", children: `${doorWords[of.door]}·${of.category.name}` },
    { key: "reporter", label: "反映人", children: <Reporter of={of} /> },
    { key: "at", label: "反映时间", children: <span title={exactWords(of.submittedAt)}>{timeWords(of.submittedAt)}</span> },
    { key: "place", label: "地点", children: <Place of={of} /> },
    { key: "handler", label: "承办人", children: <Maybe>{of.handler?.name}</Maybe> },
    { key: "private", label: "公开", children: of.isPrivate ? "不公开" : "公开" },
    ...(of.disputeCount > 0 ? [{ key: "disputes", label: "没办好", children: <span className="late">反映人说过 {of.disputeCount} 次</span> }] : []),
  ];
  return (
    <Panel title="基本情况" extra={mayShow && <Link to={`/people?areaId=${of.village.id}&caseId=${of.id}`}>为这件事查名册</Link>}>
      <Descriptions size="small" column={1} items={items} styles={{ label: { width: 72 } }} />
    </Panel>
  );
}

function Reporter({ of: { reporter } }: { readonly of: CaseDetail }) {
  return (
    <span>
      {reporter.name === "" ? capacityWords[reporter.capacity] : reporter.name}
      {reporter.maskedPhone !== null && <span className="soft">　{reporter.maskedPhone}</span>}
      {reporter.capacity === "staff" && <div className="soft small">{capacityWords.staff}，单独统计，不计入群众确认</div>}
    </span>
  );
}

function Place({ of }: { readonly of: CaseDetail }) {
  return (
    <span>
      {of.village.name}
      {of.place !== null && of.place !== "" && `，${of.place}`}
      {of.point !== null && (
        <div className="soft small">
          东经 {of.point.lng.toFixed(5)}，北纬 {of.point.lat.toFixed(5)}
        </div>
      )}
    </span>
  );
}

const clockWords = { stage: "这一步", whole: "整件事" } as const;
const settledStates: readonly CaseDetail["state"][] = ["declined", "done_pending", "confirmed", "unconfirmed", "closed"];

/** Both clocks, as the villager sees them too. */
export function CaseClocks({ of }: { readonly of: CaseDetail }) {
  const isSettled = settledStates.includes(of.state);
  return (
    <Panel title="期限" note={isSettled ? stateWords[of.state].label : undefined}>
      {of.clocks.length === 0 && <span className="soft">没有在走的期限</span>}
      {of.clocks.map((clock) => (
        <Clock key={clock.name} clock={clock} />
      ))}
    </Panel>
  );
}

/** Only clocks that run come from the service: after "done" it is the reporter's days. */
function Clock({ clock }: { readonly clock: CaseDetail["clocks"][number] }) {
  const now = useNow();
  const due = dueWords(clock.dueAt, now);
  const passed = Math.min(1, Math.max(0, (now - clock.startedAt) / Math.max(1, clock.dueAt - clock.startedAt)));
  const look = due.urgency === "calm" ? "" : due.urgency;
  return (
    <div className="clock">
      <div className="clock-line">
        <span>{clockWords[clock.name]}</span>
        <span className={look}>{due.text}</span>
      </div>
      <div className="clock-bar" aria-hidden>
        <div className={`clock-fill ${look}`} style={{ width: `${String(Math.round(passed * 100))}%` }} />
      </div>
      <div className="soft small">
        {timeWords(clock.startedAt)} 起，{exactWords(clock.dueAt - 1).slice(0, 10)} 24:00 到期（已过 {spanWords(Math.max(0, now - clock.startedAt))}）
        {clock.isProvisional && "。那一年的节假日还没公布，暂按周末算"}
      </div>
      <div className="soft small">{clock.source}</div>
    </div>
  );
}

export function CaseRating({ of }: { readonly of: NonNullable<CaseDetail["rating"]> }) {
  const catalog = useCall(getCatalog, {});
  return (
    <Panel title="反映人的评价" note={`${timeWords(of.at)}${of.isLate ? "，超过期限后才答复" : ""}`}>
      <strong>{catalog.data?.grades.find(({ code }) => code === of.grade)?.name}</strong>
      <span style={{ marginLeft: 8 }}>
        {of.tags.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </span>
      {of.words !== null && <p className="words case-text">{of.words}</p>}
    </Panel>
  );
}
