/** A node of the tree that a page receives through setData, as Taro shortens it. */
export interface ShimNode {
  /** Taro's own id of the element, by which events find it. */
  readonly sid: string;
  /** The `id` given in JSX. */
  readonly uid?: string;
  readonly cl?: string;
  /** The text of a text node. */
  readonly v?: string;
  readonly cn?: readonly ShimNode[];
  readonly [property: string]: unknown;
}

export const hasClass = (node: ShimNode, name: string): boolean => (node.cl ?? "").split(" ").includes(name);

export function findAll(root: ShimNode, isWanted: (node: ShimNode) => boolean): ShimNode[] {
  const below = (root.cn ?? []).flatMap((child) => findAll(child, isWanted));
  return isWanted(root) ? [root, ...below] : below;
}

/** What a person would read from top to bottom. */
export function textOf(node: ShimNode): string {
  const own = node.v ?? "";
  return own + (node.cn ?? []).map(textOf).join("");
}

/** Applies one setData path such as `root.cn.[0].cn.[2].v` to the page's data. */
export function setAt(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.replace(/\[(\d+)\]/g, "$1").split(".").filter(Boolean);
  const last = steps.pop();
  if (last === undefined) {
    return;
  }
  let place: Record<string, unknown> = target;
  steps.forEach((step, index) => {
    const next = steps[index + 1] ?? last;
    if (typeof place[step] !== "object" || place[step] === null) {
      place[step] = /^\d+$/.test(next) ? [] : {};
    }
    place = place[step] as Record<string, unknown>;
  });
  place[last] = value;
}

/** setData crosses a JSON border in WeChat; what does not survive it is a defect of ours. */
export function unfitForJson(value: unknown, path: string): string[] {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") {
    return [`${path} is ${typeof value}`];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => unfitForJson(inner, `${path}.${name}`));
  }
  return [];
}
