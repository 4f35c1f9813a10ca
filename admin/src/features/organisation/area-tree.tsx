import { Tree, type TreeDataNode } from "antd";
import { useState } from "react";
import type { AreaNode } from "../../shared/rows.ts";
import { useAreaBranches } from "../../shared/use-area-branches.ts";

interface AreaTreeProps {
  readonly roots: readonly AreaNode[];
  readonly chosen: string | undefined;
  /** The areas above the chosen one; the tree opens on the way to it. */
  readonly above: readonly string[];
  readonly onChoose: (areaId: string) => void;
}

/** The tree of areas, a branch at a time. */
export function AreaTree({ roots, chosen, above, onChoose }: AreaTreeProps) {
  const [opened, setOpened] = useState<readonly string[]>(roots.slice(0, 1).map(({ id }) => id));
  const [shown, setShown] = useState<string>();
  const last = above.at(-1);
  if (last !== undefined && last !== shown) {
    setShown(last);
    setOpened([...new Set([...opened, ...above])]);
  }
  const branches = useAreaBranches(opened);
  const nodeOf = (area: AreaNode): TreeDataNode => {
    const below = branches.get(area.id);
    return {
      key: area.id,
      title: area.closedAt === null ? area.name : <span className="soft">{area.name}（已并）</span>,
      isLeaf: !area.hasChildren,
      ...(below === undefined ? {} : { children: below.map(nodeOf) }),
    };
  };
  return (
    <Tree
      blockNode
      className="area-tree"
      height={560}
      treeData={roots.map(nodeOf)}
      expandedKeys={[...opened]}
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onExpand={(keys) => setOpened(keys.map(String))}
      onSelect={(_, { node }) => onChoose(String(node.key))}
    />
  );
}
