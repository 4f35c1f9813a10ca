import type { Appointment, StaffRow } from "../../shared/rows.ts";

export const staffStateWords: Record<StaffRow["state"], { readonly label: string; readonly look: string }> = {
  invited: { label: "还没设置", look: "soon" },
  active: { label: "在用", look: "good" },
  locked: { label: "已锁定", look: "late" },
  left: { label: "已离岗", look: "soft" },
};

export function StaffState({ state }: { readonly state: StaffRow["state"] }) {
  const { label, look } = staffStateWords[state];
  return <span className={look}>{label}</span>;
}

export function termWords({ startsOn, endsOn }: Appointment): string {
  return endsOn === null ? `${startsOn} 起` : `${startsOn} 至 ${endsOn}`;
}
