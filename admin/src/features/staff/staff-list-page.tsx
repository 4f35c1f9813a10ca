import { listRoles, listStaff } from "@cunqing/contract/paths";
import { Button, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { AreaPicker } from "../../shared/area-picker.tsx";
import { ChoiceFilter, FilterBar, TextFilter } from "../../shared/filter-bar.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { StaffRow } from "../../shared/rows.ts";
import { ServerTable } from "../../shared/server-table.tsx";
import { useHolds } from "../../shared/session.ts";
import { timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";
import { CreateStaffModal } from "./create-staff-modal.tsx";
import { StaffState } from "./staff-words.tsx";

/** Who works here, in which role, where and how long. */
export function StaffListPage() {
  const filters = useFilters(["q", "areaId", "role"]);
  const { values, set, pager } = filters;
  const staff = useCall(listStaff, { params: { ...values, cursor: pager.cursor } }, { keepPrevious: true });
  const roles = useCall(listRoles, {});
  const mayManage = useHolds("staff.manage");
  const [creating, setCreating] = useState(false);
  const create = (
    <Button type="primary" onClick={() => setCreating(true)}>
      添加工作人员
    </Button>
  );
  return (
    <Page title="工作人员" extra={mayManage ? create : undefined}>
      <Panel padded={false}>
        <FilterBar onClear={filters.isEmpty ? undefined : filters.clear}>
          <TextFilter value={values.q} placeholder="找姓名或用户名" onChange={(q) => set({ q })} />
          <AreaPicker value={values.areaId} placeholder="全部区域" onChange={(areaId) => set({ areaId })} />
          <ChoiceFilter value={values.role} placeholder="全部岗位" width={160} loading={roles.isPending} options={(roles.data?.rows ?? []).map(({ code, name }) => ({ value: code, label: name }))} onChange={(role) => set({ role })} />
        </FilterBar>
        <ServerTable<StaffRow> of={staff} label="工作人员" columns={columns} rowKey={(row) => row.id} empty={filters.isEmpty ? "还没有工作人员" : "没有符合条件的人"} pager={pager} minWidth={820} />
      </Panel>
      {creating && <CreateStaffModal onClose={() => setCreating(false)} />}
    </Page>
  );
}

const columns: TableColumnsType<StaffRow> = [
  { title: "姓名", key: "name", width: 110, render: (_, row) => <Link to={`/staff/${row.id}`}>{row.name}</Link> },
  { title: "用户名", dataIndex: "username", width: 130 },
  {
    title: "任职",
    key: "appointments",
    render: (_, row) => {
      const current = row.appointments.filter(({ isCurrent }) => isCurrent);
      return current.length === 0 ? <span className="soft">暂无</span> : current.map(({ area, roleName }) => `${area.name}·${roleName}`).join("；");
    },
  },
  { title: "电话", key: "phone", width: 130, render: (_, row) => row.maskedPhone ?? <span className="soft">—</span> },
  { title: "账号", key: "state", width: 90, render: (_, row) => <StaffState state={row.state} /> },
  { title: "最近登录", key: "lastSeenAt", width: 130, render: (_, row) => (row.lastSeenAt === null ? <span className="soft">没有登录过</span> : timeWords(row.lastSeenAt)) },
];
