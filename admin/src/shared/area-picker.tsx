import type { AreaKind } from "@cunqing/contract";
import { getArea, listAreas } from "@cunqing/contract/paths";
import { TreeSelect } from "antd";
import { useState } from "react";
import { faultWords } from "./faults.ts";
import type { AreaNode } from "./rows.ts";
import { useAreaBranches } from "./use-area-branches.ts";
import { useCall } from "./use-call.ts";

interface PickerNode {
  readonly value: string;
  readonly title: string;
  readonly isLeaf: boolean;
  readonly selectable: boolean;
  readonly children?: PickerNode[];
}

interface AreaPickerProps {
  readonly value?: string | undefined;
  readonly onChange?: (areaId: string | undefined) => void;
  readonly placeholder?: string;
  readonly width?: number | string;
  readonly allowClear?: boolean;
  /** Only these kinds may be chosen; the others are only opened. */
  readonly kinds?: readonly AreaKind[];
  readonly id?: string;
  readonly label?: string;
}

/** Picks an area from the tree, fetched branch by branch: a county has hundreds of villages and thousands of grids. */
export function AreaPicker(props: AreaPickerProps) {
  const { value, onChange, placeholder = "选择区域", width = 200, allowClear = true, kinds, id, label = "区域" } = props;
  const [touched, setTouched] = useState<readonly string[]>();
  const roots = useCall(listAreas, {});
  const opened = touched ?? roots.data?.rows.slice(0, 1).map((area) => area.id) ?? [];
  const branches = useAreaBranches(opened);
  const chosen = useCall(getArea, { params: { areaId: value ?? "" } }, { enabled: value !== undefined });
  const tree = (roots.data?.rows ?? []).map((area) => nodeOf(area, branches, kinds));
  // A chosen area whose branch is not open still needs a name in the closed field.
  const isKnown = [...branches.values(), roots.data?.rows ?? []].some((rows) => rows.some((area) => area.id === value));
  const elsewhere = value !== undefined && !isKnown && chosen.data ? [nodeOf({ ...chosen.data, hasChildren: false }, branches, kinds)] : [];
  return (
    <TreeSelect<string | null>
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={isKnown || elsewhere.length > 0 ? (value ?? null) : null}
      placeholder={roots.error === null ? placeholder : faultWords(roots.error)}
      allowClear={allowClear}
      loading={roots.isPending}
      style={{ width }}
      styles={{ popup: { root: { minWidth: 260, maxHeight: 400, overflow: "auto" } } }}
      popupMatchSelectWidth={false}
      treeData={[...tree, ...elsewhere]}
      treeExpandedKeys={[...opened]}
      onTreeExpand={(keys) => setTouched(keys.map(String))}
      treeNodeFilterProp="title"
      showSearch
      onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
    />
  );
}

function nodeOf(area: AreaNode, branches: ReadonlyMap<string, readonly AreaNode[]>, kinds: readonly AreaKind[] | undefined): PickerNode {
  const below = branches.get(area.id);
  return {
    value: area.id,
    title: area.closedAt === null ? area.name : `${area.name}（已并入别处）`,
    isLeaf: !area.hasChildren,
    selectable: kinds === undefined || kinds.includes(area.kind),
    ...(below === undefined ? {} : { children: below.map((child) => nodeOf(child, branches, kinds)) }),
  };
}
