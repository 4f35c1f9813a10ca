import { getStaff } from "@cunqing/contract/paths";
import { Descriptions } from "antd";
import { useParams } from "react-router";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { StaffDetail } from "../../shared/rows.ts";
import { SessionTable } from "../../shared/session-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { AppointmentTable } from "./appointment-table.tsx";
import { StaffActions } from "./staff-actions.tsx";
import { StaffState } from "./staff-words.tsx";

/** One colleague: appointments, account, sessions. */
export function StaffPage() {
  const { staffId = "" } = useParams();
  const staff = useCall(getStaff, { params: { staffId } });
  return (
    <Page title={staff.data?.name ?? "工作人员"} note={staff.data?.username} extra={staff.data && <StaffActions of={staff.data} />}>
      <div className={staff.data === undefined ? "panel" : undefined}>
        <ListState of={staff}>{(of) => <StaffBody of={of} />}</ListState>
      </div>
    </Page>
  );
}

function StaffBody({ of }: { readonly of: StaffDetail }) {
  const items = [
    { key: "state", label: "账号", children: <StaffState state={of.state} /> },
    { key: "phone", label: "电话", children: of.maskedPhone ?? "—" },
    { key: "seen", label: "最近登录", children: of.lastSeenAt === null ? "没有登录过" : timeWords(of.lastSeenAt) },
  ];
  return (
    <>
      <Panel title="账号">
        <Descriptions size="small" column={3} items={items} />
      </Panel>
      <AppointmentTable of={of} />
      <Panel title="登录着的设备" padded={false}>
        <SessionTable rows={of.sessions} />
      </Panel>
    </>
  );
}
