import type { RollImport } from "../../shared/rows.ts";

export const importStateWords: Record<RollImport["state"], { readonly label: string; readonly color: string }> = {
  reading: { label: "正在核对", color: "#1f5f8b" },
  checked: { label: "核对完，等您确认", color: "#b87503" },
  applying: { label: "正在写入", color: "#1f5f8b" },
  applied: { label: "已导入", color: "#2b7a4b" },
  cancelled: { label: "已取消", color: "#9a938a" },
  failed: { label: "没有成功", color: "#a3141f" },
};

export function ImportState({ state }: { readonly state: RollImport["state"] }) {
  const { label, color } = importStateWords[state];
  return (
    <span className="nowrap">
      <span className="dot" style={{ background: color }} />
      {label}
    </span>
  );
}

/** While the server works on it, the screen asks again by itself. */
export function isMoving(state: RollImport["state"] | undefined): boolean {
  return state === "reading" || state === "applying";
}
