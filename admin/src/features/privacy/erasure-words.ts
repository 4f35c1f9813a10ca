import type { ErasureRow } from "../../shared/rows.ts";

export const erasureWords: Record<ErasureRow["state"], { readonly label: string; readonly look: string }> = {
  requested: { label: "等待决定", look: "soon" },
  erasing: { label: "正在删除", look: "soon" },
  erased: { label: "已删除", look: "good" },
  refused: { label: "没有同意", look: "soft" },
  withdrawn: { label: "本人撤回", look: "soft" },
};

export const byWords: Record<ErasureRow["by"], string> = { person: "本人在手机上申请", officer: "代为登记" };
