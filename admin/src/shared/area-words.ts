import type { AreaKind } from "@cunqing/contract";

export const areaKindWords: Record<AreaKind, string> = { county: "县", township: "乡镇街道", village: "行政村", community: "社区", grid: "网格" };
